package dev.neonflow.workflows;

import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.ForbiddenException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.LimitExceededException;
import dev.neonflow.sdk.error.LockedException;
import dev.neonflow.sdk.error.NeonConfigurationException;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonInterruptedException;
import dev.neonflow.sdk.error.NeonTimeoutException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.error.OperationFailedException;
import dev.neonflow.sdk.error.RateLimitedException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.sdk.error.UnavailableException;
import dev.neonflow.workflows.internal.json.KeptText;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An exception as data: what callers decide by, and what people read. Causes and stack traces stay
 * where it was thrown, but for what they say is left, and so does what {@link KeptText} withholds.
 *
 * @param type its class's simple name if that is ours or the client's, else its full name
 * @param next see {@link NeonflowException#next()}
 * @param usage see {@link PreconditionException#isUsage()}
 * @param runLimit see {@link DeadlineException#runLimit()}
 * @param left what is still there, of those that say it
 * @param alsoLeft the same of its causes and of what is suppressed in them; null for nothing
 * @param sqlState of an {@link SQLException}
 * @param neon what Neon's client says
 */
record Failure(
    String type,
    String message,
    @Nullable String next,
    @Nullable Boolean usage,
    @Nullable Duration runLimit,
    @Nullable String left,
    @Nullable List<String> alsoLeft,
    @Nullable String sqlState,
    @Nullable OfNeon neon) {

  /** The facts of a {@link NeonException}; see its subclasses for the last four. */
  record OfNeon(
      int status,
      String code,
      @Nullable String requestId,
      int attempts,
      boolean retryable,
      @Nullable String remedy,
      @Nullable String lookAt,
      @Nullable String operationId,
      @Nullable String action,
      @Nullable Duration retryAfter) {

    ErrorDetails details() {
      return new ErrorDetails(status, code, requestId, attempts, retryable, remedy);
    }
  }

  private interface Ours {
    NeonflowException of(String message, String next, @Nullable Throwable cause);
  }

  private interface Neons {
    NeonException of(String message, ErrorDetails details, @Nullable Throwable cause);
  }

  /** Failures travel with every further step. */
  private static final int MOST_LEFT = 20;

  private static final Set<String> OUR_PACKAGES =
      Set.of(NeonflowException.class.getPackageName(), NeonException.class.getPackageName());

  private static final Map<String, Ours> OURS =
      Map.of(
          "MigrationFailedException", MigrationFailedException::new,
          "FenceException", FenceException::new,
          "GateException", GateException::new,
          "LockHeldException", LockHeldException::new,
          "ConnectionLostException", ConnectionLostException::new,
          "InvalidWorkflowException", InvalidWorkflowException::new,
          "ReportFailedException", ReportFailedException::new,
          "StepNotEndedException", StepNotEndedException::new,
          "WorkflowCancelledException", WorkflowCancelledException::new);

  private static final Map<String, Neons> NEONS =
      Map.ofEntries(
          Map.entry("ConflictException", ConflictException::new),
          Map.entry("ForbiddenException", ForbiddenException::new),
          Map.entry("InvalidRequestException", InvalidRequestException::new),
          Map.entry("LimitExceededException", LimitExceededException::new),
          Map.entry("LockedException", LockedException::new),
          Map.entry("NeonConfigurationException", NeonConfigurationException::new),
          Map.entry("NeonDecodingException", NeonDecodingException::new),
          Map.entry("NeonInterruptedException", NeonInterruptedException::new),
          Map.entry("NeonTimeoutException", NeonTimeoutException::new),
          Map.entry("NotFoundException", NotFoundException::new),
          Map.entry("UnauthorizedException", UnauthorizedException::new),
          Map.entry("UnavailableException", UnavailableException::new));

  static Failure of(Exception e) {
    return of(e, text -> text);
  }

  /**
   * The same.
   *
   * @param mask what hides secrets in its texts
   */
  static Failure of(Exception e, UnaryOperator<String> mask) {
    String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    String left = left(e);
    return new Failure(
        type(e),
        KeptText.of(mask.apply(message)),
        e instanceof NeonflowException known ? KeptText.of(mask.apply(known.next())) : null,
        e instanceof PreconditionException precondition ? precondition.isUsage() : null,
        e instanceof DeadlineException deadline ? deadline.runLimit().orElse(null) : null,
        left == null ? null : KeptText.of(mask.apply(left)),
        alsoLeft(e, mask),
        e instanceof SQLException sql ? sql.getSQLState() : null,
        e instanceof NeonException neon ? ofNeon(neon) : null);
  }

  private static String type(Exception e) {
    if (e instanceof StepBrokeException broke) {
      return broke.type();
    }
    Class<?> type = e.getClass();
    boolean ours = OUR_PACKAGES.contains(type.getPackageName()) && type.getEnclosingClass() == null;
    return ours ? type.getSimpleName() : type.getName();
  }

  private static @Nullable String kept(@Nullable String text) {
    return text == null ? null : KeptText.of(text);
  }

  private static @Nullable List<String> alsoLeft(Exception e, UnaryOperator<String> mask) {
    Set<String> found = new LinkedHashSet<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> next = new ArrayDeque<>(List.of(e));
    while (!next.isEmpty()) {
      Throwable thrown = next.pop();
      String left = left(thrown);
      if (left != null && thrown != e && found.size() < MOST_LEFT) {
        found.add(KeptText.of(mask.apply(left)));
      }
      Stream.concat(Stream.of(thrown.getSuppressed()), Stream.ofNullable(thrown.getCause()))
          .filter(seen::add)
          .forEach(next::add);
    }
    return found.isEmpty() ? null : List.copyOf(found);
  }

  private static @Nullable String left(Throwable e) {
    if (e instanceof NotRemovedException removal) {
      return removal.left();
    }
    if (e instanceof PreconditionException precondition) {
      return precondition.left().orElse(null);
    }
    return e instanceof DeployFailedException deploy ? deploy.left().orElse(null) : null;
  }

  private static OfNeon ofNeon(NeonException e) {
    OperationFailedException operation = e instanceof OperationFailedException o ? o : null;
    return new OfNeon(
        e.status(),
        KeptText.of(e.code()),
        kept(e.requestId().orElse(null)),
        e.attempts(),
        e.retryable(),
        kept(e.remedy().orElse(null)),
        e instanceof AmbiguousWriteException write ? KeptText.of(write.lookAt()) : null,
        operation == null ? null : KeptText.of(operation.operationId()),
        operation == null ? null : KeptText.of(operation.action()),
        e instanceof RateLimitedException limited ? limited.retryAfter().orElse(null) : null);
  }

  /**
   * Of the same class if callers decide by it, else one that says the same. What is left besides is
   * told by exceptions that it suppresses.
   */
  Exception exception() {
    Exception same = same();
    for (String what : alsoLeft == null ? List.<String>of() : alsoLeft) {
      same.addSuppressed(new DeployFailedException("something is left: " + what, "", what, null));
    }
    return same;
  }

  private Exception same() {
    String remedy = next == null ? "" : next;
    Ours ours = OURS.get(type);
    if (ours != null) {
      return ours.of(message, remedy, null);
    }
    if (neon != null) {
      return neonException(neon);
    }
    return switch (type) {
      case "PreconditionException" -> precondition(remedy);
      case "DeadlineException" ->
          runLimit == null
              ? new DeadlineException(message, remedy, null)
              : DeadlineException.ofRun(runLimit, null);
      case "DeployFailedException" -> new DeployFailedException(message, remedy, left, null);
      case "NotRemovedException" ->
          new NotRemovedException(message, remedy, String.valueOf(left), null);
      case "java.io.IOException" -> new IOException(message);
      default ->
          sqlState == null
              ? new StepBrokeException(message, remedy, type)
              : new SQLException(message, sqlState);
    };
  }

  private PreconditionException precondition(String remedy) {
    PreconditionException known =
        Boolean.TRUE.equals(usage)
            ? PreconditionException.usage(message, remedy)
            : PreconditionException.state(message, remedy, null);
    return left == null ? known : known.leaving(left);
  }

  private NeonException neonException(OfNeon facts) {
    Neons neons = NEONS.get(type);
    if (neons != null) {
      return neons.of(message, facts.details(), null);
    }
    return switch (type) {
      case "AmbiguousWriteException" ->
          new AmbiguousWriteException(
              message, facts.details(), String.valueOf(facts.lookAt()), null);
      case "OperationFailedException" ->
          new OperationFailedException(
              message,
              facts.details(),
              String.valueOf(facts.operationId()),
              String.valueOf(facts.action()));
      case "RateLimitedException" ->
          new RateLimitedException(message, facts.details(), facts.retryAfter());
      default -> new UnavailableException(message, facts.details(), null);
    };
  }
}
