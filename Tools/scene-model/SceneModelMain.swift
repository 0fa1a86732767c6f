@main struct SceneModelMain {
    static func main() {}
}
