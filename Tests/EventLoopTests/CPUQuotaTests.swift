import Testing

@testable import EventLoop

@Suite struct CPUQuotaTests {
    @Test(arguments: [
        ("max 100000\n", nil), ("200000 100000\n", 2), ("150000 100000", 2), ("1000 100000", 1), ("", nil),
    ])
    func `a quota is rounded up to whole cores`(text: String, cores: Int?) {
        #expect(CPUQuota.cores(of: text) == cores)
    }

    @Test func `the group is the line of the unified hierarchy`() {
        #expect(CPUQuota.group(in: "4:memory:/x\n0::/kube/pod\n") == "/kube/pod")
        #expect(CPUQuota.group(in: "4:memory:/x\n") == nil)
    }

    @Test func `each group above may hold the limit`() {
        #expect(CPUQuota.ancestors(of: "/kube/pod") == ["", "/kube", "/kube/pod"])
        #expect(CPUQuota.ancestors(of: "/") == [""])
    }

    @Test func `this process has a core`() {
        #expect(usableCores() >= 1)
    }
}
