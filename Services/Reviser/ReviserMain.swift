@main struct ReviserMain {
    static func main() {}
}
