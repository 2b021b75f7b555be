package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.internal.json.KeptText;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step throws on one machine is what callers on another one decide by. */
class FailureTest {

  private static final ErrorDetails DETAILS =
      new ErrorDetails(423, "LOCKED", "req-1", 3, true, "Try again");
  private static final String SECRET = "cannot reach postgresql://me:hunter2@ep-a.example.com/db";

  /** No step throws them; what they are about stays where it was thrown. */
  private static final Set<Class<?>> NOT_OF_STEPS =
      Set.of(BranchLeftException.class, WorkflowFailedException.class);

  /** One of each public class, with every field set. */
  static Stream<Exception> samples() {
    return Stream.of(
        PreconditionException.usage("m", "n"),
        PreconditionException.state("m", "n", null),
        PreconditionException.state("m", "n", null).leaving("branch x"),
        new MigrationFailedException("m", "n", null),
        new FenceException("m", "n", null),
        new GateException("m", "n", null),
        new LockHeldException("m", "n", null),
        new ConnectionLostException("m", "n", null),
        new DeadlineException("m", "n", null),
        DeadlineException.ofRun(Duration.ofMinutes(3), null),
        new DeployFailedException("m", "n", null),
        new DeployFailedException("m", "n", "process 12", null),
        new NotRemovedException("m", "n", "app a", null),
        new InvalidWorkflowException("m", "n", null),
        new ReportFailedException("m", "n", null),
        new StepNotEndedException("m", "n", null),
        new WorkflowCancelledException("m", "n", null),
        new StepBrokeException("m", "n", "com.acme.Odd"),
        new AmbiguousWriteException("m", DETAILS, "the branch b", null),
        new ConflictException("m", DETAILS, null),
        new ForbiddenException("m", DETAILS, null),
        new InvalidRequestException("m", DETAILS, null),
        new LimitExceededException("m", DETAILS, null),
        new LockedException("m", DETAILS, null),
        new NeonConfigurationException("m", ErrorDetails.local(null), null),
        new NeonDecodingException("m", DETAILS, null),
        new NeonInterruptedException("m", DETAILS, null),
        new NeonTimeoutException("m", DETAILS, null),
        new NotFoundException("m", DETAILS, null),
        new OperationFailedException("m", DETAILS, "op-1", "create_branch"),
        new RateLimitedException("m", DETAILS, Duration.ofSeconds(7)),
        new RateLimitedException("m", DETAILS, null),
        new UnauthorizedException("m", DETAILS, null),
        new UnavailableException("m", DETAILS, null));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void knownException_keepsItsClassItsTextAndItsFields(Exception thrown) throws Exception {
    Exception once = Failure.of(thrown).exception();
    Exception twice = Failure.of(once).exception();
    assertSame(thrown.getClass(), once.getClass());
    assertEquals(facts(thrown), facts(once));
    assertEquals(facts(thrown), facts(twice));
  }

  @Test
  void everyPublicException_hasASample() throws Exception {
    Set<Class<?>> sampled = samples().map(Exception::getClass).collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (Class<?> root : List.of(NeonflowException.class, NeonException.class)) {
      for (Class<?> type : exceptionsBeside(root)) {
        found++;
        if (!sampled.contains(type) && !NOT_OF_STEPS.contains(type)) {
          missing.add(type.getName());
        }
      }
    }
    assertEquals(List.of(), missing, "add them to Failure and a sample to this test");
    assertTrue(found >= 30, "only " + found + " were found");
  }

  @Test
  void exceptionThatNoStepThrows_keepsItsTextAndTheNameOfItsClass() {
    BranchRef branch = (BranchRef) RecordSamples.of(BranchRef.class);
    Exception thrown = new BranchLeftException(branch, new IllegalStateException("why"));
    StepBrokeException read = broken(thrown);
    assertEquals(thrown.getMessage(), read.getMessage());
    assertEquals(((BranchLeftException) thrown).next(), read.next());
    assertEquals("BranchLeftException", read.type());
  }

  @Test
  void exceptionOfSomebodyElse_keepsItsTextAndTheNameOfItsClass() {
    assertEquals("java.lang.IllegalStateException", broken(new IllegalStateException("m")).type());
    Exception again = Failure.of(broken(new IllegalStateException("m"))).exception();
    assertEquals("java.lang.IllegalStateException", ((StepBrokeException) again).type());
  }

  private static final class Foreign {
    /** Named as one of ours. */
    private static final class LockHeldException extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }
  }

  @Test
  void exceptionOfSomebodyElseWithAnEqualName_isNotTakenForOurs() {
    Exception thrown = new Foreign.LockHeldException();
    assertInstanceOf(StepBrokeException.class, Failure.of(thrown).exception());
  }

  @Test
  void whatIsLeftByTheWay_isKeptAndMasked() {
    Exception thrown = new IllegalStateException("m", new NotRemovedException("m", "", "a", null));
    thrown.addSuppressed(new DeployFailedException("m", "", "app hunter2", null));
    thrown.getCause().addSuppressed(PreconditionException.state("m", "n", null).leaving("b"));
    thrown.getCause().addSuppressed(thrown);
    Exception once = Failure.of(thrown, text -> text.replace("hunter2", "***")).exception();
    Exception twice = Failure.of(once).exception();
    for (Exception read : List.of(once, twice)) {
      assertEquals(
          Set.of("a", "b", "app ***"),
          Stream.of(read.getSuppressed())
              .map(one -> ((DeployFailedException) one).left().orElseThrow())
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void exceptionWithoutAMessage_saysItsClass() {
    assertEquals("java.lang.NullPointerException", broken(new NullPointerException()).getMessage());
  }

  @Test
  void exceptionsOfTheJdkThatCallersDecideBy_stayThemselves() {
    assertSame(IOException.class, Failure.of(new IOException("m")).exception().getClass());
    SQLException sql =
        assertInstanceOf(
            SQLException.class, Failure.of(new SQLException("m", "08006")).exception());
    assertEquals("08006", sql.getSQLState());
  }

  static Stream<Exception> withASecret() {
    ErrorDetails told = new ErrorDetails(500, SECRET, SECRET, 1, false, SECRET);
    return Stream.of(
        new IllegalStateException(SECRET),
        new MigrationFailedException(SECRET, SECRET, null),
        new DeployFailedException("m", "n", SECRET, null),
        new NotRemovedException("m", "n", SECRET, null),
        new AmbiguousWriteException(SECRET, told, SECRET, null),
        new OperationFailedException(SECRET, told, SECRET, SECRET),
        new SQLException(SECRET, "08006"));
  }

  @ParameterizedTest
  @MethodSource("withASecret")
  void textWithAPassword_isWithheldAndTheFailureIsKept(Exception thrown) throws Exception {
    String json = RunLog.toJson(new StepOutcome.Failed<>("branch", thrown, Duration.ZERO));
    assertFalse(json.contains("hunter2"), json);
    assertTrue(json.contains("withheld: it holds a URL with a password"), json);
    Exception read = Failure.of(thrown).exception();
    assertFalse(facts(read).contains("hunter2"), facts(read));
  }

  @Test
  void longMessage_isCutOnceAndSaysSo() {
    String text = "\uD83D\uDE00".repeat(512 * 1024);
    Exception once = Failure.of(new MigrationFailedException("x" + text, "n", null)).exception();
    Exception twice = Failure.of(once).exception();
    String message = String.valueOf(once.getMessage());
    assertTrue(message.length() <= KeptText.LONGEST, message.length() + " characters");
    assertTrue(message.endsWith("\uD83D\uDE00 ... (cut; 1048577 characters in all)"), message);
    assertEquals(message, twice.getMessage());
  }

  @Test
  void longMessageOfTheClient_isCutOnceThoughItSaysTheAttempts() {
    Exception once =
        Failure.of(new LockedException("x".repeat(100_000), DETAILS, null)).exception();
    assertEquals(facts(once), facts(Failure.of(once).exception()));
  }

  private static StepBrokeException broken(Exception thrown) {
    return assertInstanceOf(StepBrokeException.class, Failure.of(thrown).exception());
  }

  /** All that can be asked of it. */
  private static String facts(Exception exception) {
    List<String> facts = new ArrayList<>(List.of(String.valueOf(exception.getMessage())));
    Stream.of(exception.getClass().getMethods())
        .filter(method -> method.getParameterCount() == 0)
        .filter(method -> method.getDeclaringClass().getName().startsWith("dev.neonflow."))
        .map(method -> method.getName() + "=" + asked(method, exception))
        .sorted()
        .forEach(facts::add);
    return facts.toString();
  }

  private static Object asked(Method method, Exception exception) {
    try {
      return method.invoke(exception);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(method.toString(), e);
    }
  }

  private static Set<Class<?>> exceptionsBeside(Class<?> root) throws Exception {
    Path place = Path.of(root.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return exceptions(place, root);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return exceptions(jar.getPath("/"), root);
    }
  }

  private static Set<Class<?>> exceptions(Path classes, Class<?> root) throws Exception {
    Path folder = classes.resolve(root.getPackageName().replace('.', '/'));
    Set<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith("Exception.class"))
              .map(file -> file.substring(0, file.length() - ".class".length()))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<Class<?>> found = new LinkedHashSet<>();
    for (String name : names) {
      Class<?> type = Class.forName(root.getPackageName() + "." + name);
      if (Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
        found.add(type);
      }
    }
    return found;
  }
}
