@main struct OrchestratorMain {
    static func main() {}
}
