"""What people rely on and a change takes away, and the reasons that explain it."""
