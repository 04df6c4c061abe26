/// The template files; embedding gives each a name of its own in code, so the table is written by
/// hand, and a test compares it with the folder.
enum TemplateFiles {
    static var all: [(name: String, bytes: [UInt8])] {
        [
            ("frame", PackageResources.frame_mustache),
            ("login", PackageResources.login_mustache),
            ("problem", PackageResources.problem_mustache),
            ("account", PackageResources.account_mustache),
            ("claims", PackageResources.claims_mustache),
        ]
    }
}
