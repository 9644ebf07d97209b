"""Training of the policy; serving never imports it."""
