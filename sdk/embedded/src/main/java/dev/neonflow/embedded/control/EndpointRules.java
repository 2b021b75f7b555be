package dev.neonflow.embedded.control;

/** What Neon forbids of computes. Each method throws the refusal, or does nothing. */
final class EndpointRules {

  private static final int LONGEST_NAME = 64;

  private EndpointRules() {}

  static void name(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw Refusal.invalid("endpoint name must have 1 to " + LONGEST_NAME + " characters");
    }
  }

  static void addable(State state, Branch branch, NewEndpoint request) {
    if (!branch.ready() || Conflicts.exist(state, branch.id(), Conflicts.Request.COMPUTE)) {
      throw Refusal.locked();
    }
    if (request.type() == Endpoint.Type.READ_WRITE && state.writer(branch.id()).isPresent()) {
      throw Refusal.conflict(
          "", "read_write endpoint already exists; branch_id:\"" + branch.id() + "\"");
    }
  }

  static void deletable(State state, Branch branch) {
    if (branch.guarded()) {
      throw Refusal.rule("a compute of a protected branch can not be deleted");
    }
    if (Conflicts.exist(state, branch.id(), Conflicts.Request.COMPUTE)) {
      throw Refusal.transitive("delete");
    }
  }

  static void startable(Endpoint endpoint) {
    if (endpoint.disabled()) {
      throw Refusal.rule("endpoint \"" + endpoint.id() + "\" is disabled; enable it first");
    }
  }
}
