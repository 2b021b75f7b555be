package dev.neonflow.junit.cloud;

import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonInterruptedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Does one thing after the other. One that fails is noted and does not stop the rest. */
final class Steps {

  static final String FAILS = "fails: ";

  private final Recorder recorder;
  private final Facts facts;
  private final List<String> failures = new ArrayList<>();

  Steps(Recorder recorder, Facts facts) {
    this.recorder = recorder;
    this.facts = facts;
  }

  /** Has to succeed; empty if it did not. */
  <T> Optional<T> step(String name, Callable<T> call) throws Exception {
    recorder.startOf(name);
    return required(name, call);
  }

  /** Like {@link #step}; its answers depend on the moment and are not noted. */
  <T> Optional<T> unnoted(String name, Callable<T> call) throws Exception {
    return required(name, call);
  }

  /** May be refused: not every account has it. */
  <T> Optional<T> ifAllowed(String name, Callable<T> call) throws Exception {
    recorder.startOf(name);
    return attempt(name, call);
  }

  private <T> Optional<T> required(String name, Callable<T> call) throws Exception {
    Optional<T> result = attempt(name, call);
    if (result.isEmpty()) {
      facts.of(name).stream()
          .filter(fact -> fact.startsWith(FAILS))
          .forEach(fact -> failures.add(name + " " + fact));
    }
    return result;
  }

  private <T> Optional<T> attempt(String name, Callable<T> call) throws Exception {
    try {
      return Optional.of(call.call());
    } catch (NeonInterruptedException e) {
      throw e;
    } catch (NeonException e) {
      facts.note(name, Set.of(FAILS + shown(e)));
    } catch (SQLException e) {
      facts.note(name, Set.of(FAILS + "SQL state " + e.getSQLState()));
    } finally {
      recorder.pause();
    }
    return Optional.empty();
  }

  /** What had to succeed and did not. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Without the message, which may have ids and names. */
  static String shown(NeonException e) {
    return (e.getClass().getSimpleName() + " " + e.status() + " " + e.code()).strip();
  }
}
