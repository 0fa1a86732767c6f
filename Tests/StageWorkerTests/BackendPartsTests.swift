import Backends
import Domain
import StageWorker
import Testing

@Suite struct BackendPartsTests {
    private func backend(_ roles: Set<Role>) -> Backend {
        Backend(id: .make(), url: "http://gpu:8000", kind: .vllm, roles: roles, maxInFlight: 64)
    }

    @Test func `a backend of all roles is divided by what all processes want`() {
        let parts = BackendParts(own: 16, byStage: [.generate: 32, .revise: 16, .verify: 16])
        #expect(parts.part(of: backend(Set(Role.allCases))) == 0.25)
    }

    @Test func `a backend of one role is divided among that role's processes alone`() {
        let parts = BackendParts(own: 16, byStage: [.generate: 32, .revise: 400, .verify: 400])
        #expect(parts.part(of: backend([.generator])) == 0.5)
    }

    @Test func `a stage without work leaves its part to the others`() {
        let busy = BackendParts(own: 64, byStage: [.generate: 0, .revise: 64, .verify: 0])
        #expect(busy.part(of: backend(Set(Role.allCases))) == 1)
        let idle = BackendParts(own: 0, byStage: [.revise: 64])
        #expect(idle.part(of: backend(Set(Role.allCases))) == 0)
    }

    @Test func `before its own beat is read a process takes no more than it asks for`() {
        let parts = BackendParts(own: 8, byStage: [:])
        #expect(parts.part(of: backend(Set(Role.allCases))) == 1)
        #expect(BackendParts(own: 0, byStage: [:]).part(of: backend([.verifier])) == 0)
    }

    @Test(arguments: [1, 3, 8])
    func `the parts of all processes add up to the whole`(replicas: Int) {
        let byStage: [Stage: Int] = [.generate: 8 * replicas, .revise: 64 * replicas, .verify: 23 * replicas]
        let all = byStage.values.reduce(0.0) { sum, wanted in
            let part = BackendParts(own: wanted / replicas, byStage: byStage)
                .part(of: backend(Set(Role.allCases)))
            return sum + part * Double(replicas)
        }
        #expect(abs(all - 1) < 1e-9)
    }
}
