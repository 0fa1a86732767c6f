import ArgumentParser

/// The embedded default backend: a very small vision-language model of drawn scenes.
///
/// It really looks at pixels and really has a policy that can learn, so that the whole
/// of pairmill runs without a GPU. It is for demonstrations and tests, and nothing else.
@main struct SceneModelMain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scene-model", abstract: "A very small vision-language model of drawn scenes.",
        subcommands: [ScenesCommand.self, ServeCommand.self])
}
