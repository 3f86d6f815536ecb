@main
struct ThreadsweepCommand {
  static func main() {}
}
