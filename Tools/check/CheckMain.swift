@main struct CheckMain {
    static func main() {}
}
