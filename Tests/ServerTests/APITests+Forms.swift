import Testing
import TradeInCore
import TradeInServer

/// The forms of texts: what the document says is what the server does.
extension APITests {
    @Test("NUL in an address is told by its parameter, as the document says")
    func noNUL() async throws {
        try await program(User(login: "bo", roles: [.officer])) { officer in
            let answer = try await officer.get("/events?after=a%00b&lang=en")
            #expect(answer.status == 400 && answer.body.contains("after"))
            #expect(!answer.body.contains("query cannot be"))
            let document = try await officer.get("/openapi.json").body
            #expect(document.contains(#""pattern":"^[^\\u0000]*$""#))
        }
    }

    @Test("no pattern of the document holds a class that programs read in two ways")
    func patterns() async throws {
        try await program(User(login: "bo", roles: [.officer])) { officer in
            let document = try await officer.get("/openapi.json").body
            for pattern in document.matches(of: /"pattern":"([^"]*)"/) {
                #expect(!pattern.output.1.contains(/\\\\[swdbSWDB]/), "\(pattern.output.1)")
            }
        }
    }
}
