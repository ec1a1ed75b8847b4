//! One table: what each question costs.

fn main() {
    println!("omnimedia: no measurements yet");
}
