package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What flyctl wrote, and what its end means: 1 stands for almost anything, so its {@code Error:}
 * line is read; 126 is its own deadline, 127 that it was told to stop, 3 a fault of its own. Fed by
 * one thread.
 */
final class FlyctlFailure {
  private static final int LINES = 12;
  private static final int OWN_DEADLINE = 126;
  private static final int TOLD_TO_STOP = 127;
  private static final int FAULT = 3;
  private static final int SIGNALLED = 128;
  private static final Pattern ERROR = Pattern.compile("^\\s*Error:?\\s+(.*)$");
  private static final Pattern UNAUTHORIZED =
      pattern("unauthorized|not authorized|no access token|must be authenticated|invalid token");
  private static final Pattern OLD = pattern("unknown (flag|command|shorthand flag)");
  private static final Pattern FULL =
      pattern("insufficient[_ ](capacity|resources|memory)|could not reserve|no capacity");
  private static final Pattern QUOTA =
      pattern("(machine|app|volume|organization).{0,20}(limit|quota)|payment|billing|trial");
  private static final Pattern LIMITED = pattern("rate limit|too many requests|\\b429\\b");

  private final Deque<String> last = new ArrayDeque<>();
  private String error = "";

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }

  /** A line that it wrote, redacted. */
  void add(String line) {
    if (line.isBlank()) {
      return;
    }
    last.addLast(line);
    if (last.size() > LINES) {
      last.removeFirst();
    }
    Matcher matcher = ERROR.matcher(line);
    if (matcher.matches()) {
      error = matcher.group(1).strip();
    }
  }

  /**
   * The failure that an exit code stands for.
   *
   * @param command for people, for example {@code flyctl deploy}
   * @param organization where the token should be of
   */
  NeonflowException of(int exitCode, String command, String organization) {
    String said = error.isEmpty() ? String.join("\n", last) : error;
    String wrote = said.isEmpty() ? "; it wrote nothing" : ": " + said;
    return switch (exitCode) {
      case OWN_DEADLINE ->
          new DeployFailedException(
              command + " ran into its own time limit" + wrote,
              "run it again, or give it more time: --fly-deploy-option=--wait-timeout=10m",
              null);
      case TOLD_TO_STOP ->
          new DeployFailedException(
              command + " was told to stop, not by this run" + wrote, "run it again", null);
      case FAULT ->
          new DeployFailedException(
              command + " broke by a fault of its own" + wrote,
              "update flyctl, run it again",
              null);
      default ->
          exitCode > SIGNALLED
              ? new DeployFailedException(
                  command + " was killed by signal " + (exitCode - SIGNALLED) + wrote,
                  "run it again",
                  null)
              : byText(exitCode, command, said, wrote, organization);
    };
  }

  private NeonflowException byText(
      int exitCode, String command, String said, String wrote, String organization) {
    if (UNAUTHORIZED.matcher(said).find()) {
      return PreconditionException.state(
          command + " was refused" + wrote,
          "set "
              + FlyDeployer.TOKEN
              + " to a token of the whole organization: fly tokens create org -o "
              + organization
              + " -x 720h",
          null);
    }
    if (OLD.matcher(String.join("\n", last)).find()) {
      return PreconditionException.state(
          command + " does not know its arguments" + wrote,
          "update flyctl (fly version upgrade), or correct the options given to it",
          null);
    }
    if (FULL.matcher(said).find()) {
      return new DeployFailedException(
          "Fly.io has no room for the machines" + wrote,
          "run it again, or choose another region or smaller machines",
          null);
    }
    if (LIMITED.matcher(said).find()) {
      return new DeployFailedException(
          command + " met a rate limit of Fly.io" + wrote, "run it again in a minute", null);
    }
    if (QUOTA.matcher(said).find()) {
      return PreconditionException.state(
          "the account on Fly.io is in the way" + wrote,
          "look at fly.io/dashboard/"
              + organization
              + "; neonflow sweep removes what is not needed",
          null);
    }
    return new DeployFailedException(
        command + " ended with exit code " + exitCode + wrote,
        "correct what it says, then run it again",
        null);
  }
}
