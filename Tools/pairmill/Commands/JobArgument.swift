import ArgumentParser
package import Domain

/// The job a command is about.
struct JobArgument: ParsableArguments {
    @Argument(help: "The job's id, such as job_0193….")
    var job: JobID

    var path: String { "/v1/jobs/\(job)" }
}

extension PublicID: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
