/// The three files of a pack, as bytes, with their common base name.
public struct PackFiles: Sendable {
    /// The base name: `cn_appliance_2026`.
    public var base: String
    /// The rules: `cn_appliance_2026.yaml`.
    public var yaml: [UInt8]
    /// The notice in our own words: `cn_appliance_2026.notice.md`.
    public var notice: [UInt8]
    /// The cases: `cn_appliance_2026.cases.yaml`.
    public var cases: [UInt8]

    /// The files of a pack.
    public init(base: String, yaml: [UInt8], notice: [UInt8], cases: [UInt8]) {
        self.base = base
        self.yaml = yaml
        self.notice = notice
        self.cases = cases
    }

    /// The name of the rules' file.
    public var yamlName: String { base + ".yaml" }
    /// The name of the notice's file.
    public var noticeName: String { base + ".notice.md" }
    /// The name of the cases' file.
    public var casesName: String { base + ".cases.yaml" }
}
