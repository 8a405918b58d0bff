//! How long checks take.

fn main() {}
