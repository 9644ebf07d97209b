"""The assistant over HTTP: the `/v1` endpoints, pictures, health and metrics. `app.create_api` makes the application."""
