"""A folder that mail or a shared drive fills → branches for reviewers, replies for clerks."""
