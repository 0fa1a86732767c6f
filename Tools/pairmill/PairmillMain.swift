@main struct PairmillMain {
    static func main() {}
}
