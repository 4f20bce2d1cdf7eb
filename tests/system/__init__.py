"""What needs more than pip gives: programs of Debian's, started by the tests on loopback."""
