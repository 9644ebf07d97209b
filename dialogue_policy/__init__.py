"""What to do next: the dialogue state, its tracker, the state machine of allowed actions, and the policy that chooses."""
