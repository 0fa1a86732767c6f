/// Who may depend on whom, where the manifest alone would allow too much.
struct LayerCheck: Check {
    let manifest: Manifest

    func findings(in tree: Tree) -> [Finding] {
        let executables = Set(manifest.targets.filter { $0.type == "executable" }.map(\.name))
        var findings: [Finding] = []
        for target in manifest.targets where target.type != "test" {
            for need in target.dependencies.map(\.name) {
                if executables.contains(need) {
                    findings.append(
                        finding("\(target.name) depends on the program \(need); share code through Shared/"))
                }
                if let reason = forbidden(target.name, need) {
                    findings.append(finding("\(target.name) depends on \(need): \(reason)"))
                }
            }
        }
        return findings + sharedCModules()
    }

    private func forbidden(_ target: String, _ need: String) -> String? {
        switch (target, need) {
        case ("pairmill", "Postgres"), ("pairmill", "Records"), ("pairmill", "TaskQueue"):
            "the command line works through the REST API alone"
        case ("Reviser", "Images"), ("Verifier", "Images"), ("StageWorker", "Images"):
            "only the Generator can perturb a picture"
        case ("Domain", let need) where need != "Digests": "rules know no input or output"
        case ("TaskQueue", "Records"), ("Backends", "Records"), ("Backends", "Postgres"):
            "arrows point down only"
        default: nil
        }
    }

    /// A C library has one Swift module as its face; tests may stand on its other side.
    private func sharedCModules() -> [Finding] {
        manifest.targets.filter { $0.type == "system" }.compactMap { library in
            let users = manifest.targets.filter { target in
                !target.path.hasPrefix("Tests/") && target.dependencies.contains { $0.name == library.name }
            }.map(\.name)
            return users.count > 1
                ? finding(
                    "\(library.name) is used by \(users.joined(separator: " and ")); one module is its face")
                : nil
        }
    }

    private func finding(_ message: String) -> Finding {
        Finding(path: "Package.swift", line: 0, message: message)
    }
}
