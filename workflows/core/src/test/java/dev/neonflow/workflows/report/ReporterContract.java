package dev.neonflow.workflows.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every reporter does that keeps one report of each subject. A subclass brings a reporter and
 * its place, which is empty when a test begins; {@link RemoteReporterContract} is for places behind
 * a network.
 */
@Timeout(60)
public abstract class ReporterContract {

  /** A reporter for the place of this test. */
  protected abstract Reporter reporter() throws Exception;

  /** The reports of a pull request that are there, asked without the reporter. */
  protected abstract List<String> reports(int pullRequest) throws Exception;

  /** Removes the report of a pull request, as a person may. */
  protected abstract void remove(int pullRequest) throws Exception;

  /** Puts something there that is not ours. */
  protected abstract void putForeign(int pullRequest) throws Exception;

  /** Whether what {@link #putForeign} put there is as it was. */
  protected abstract boolean isForeignIntact() throws Exception;

  /** What others can read beside the reports: requests' paths, files' names. */
  protected List<String> traces() throws Exception {
    return List.of();
  }

  /** Secrets of the place's own. */
  protected List<String> tokens() {
    return List.of();
  }

  /** A step's context. */
  protected FakeContext context(int pullRequest) {
    return new FakeContext(FakeContext.subject(pullRequest, "c0ffee"));
  }

  protected final Published publish(int pullRequest, String what) throws Exception {
    return publish(pullRequest, what, context(pullRequest));
  }

  protected final Published publish(int pullRequest, String what, FakeContext context)
      throws Exception {
    return reporter().publish(Reports.succeeded(pullRequest, what), context);
  }

  private String only(int pullRequest) throws Exception {
    List<String> reports = reports(pullRequest);
    assertEquals(1, reports.size(), reports.toString());
    return reports.get(0);
  }

  @Test
  void first_isMade() throws Exception {
    Published published = publish(42, "first one");
    assertTrue(published.created());
    assertFalse(published.location().isEmpty());
    assertTrue(only(42).contains("first one"), only(42));
  }

  @Test
  void next_takesItsPlace() throws Exception {
    Published first = publish(42, "first one");
    Published second = publish(42, "second one");
    assertFalse(second.created());
    assertEquals(first.location(), second.location());
    assertTrue(only(42).contains("second one"), only(42));
    assertFalse(only(42).contains("first one"), only(42));
  }

  @Test
  void anotherPullRequests_isNotTouched() throws Exception {
    publish(4, "of four");
    publish(42, "of forty-two");
    publish(4, "of four again");
    assertTrue(only(42).contains("of forty-two"), only(42));
    assertTrue(only(4).contains("of four again"), only(4));
  }

  @Test
  void removedMeanwhile_isMadeAnew() throws Exception {
    publish(42, "first one");
    remove(42);
    assertEquals(List.of(), reports(42));
    assertTrue(publish(42, "second one").created());
    assertTrue(only(42).contains("second one"), only(42));
  }

  @Test
  void somebodyElses_isLeftAlone() throws Exception {
    putForeign(42);
    assertTrue(publish(42, "first one").created());
    assertFalse(publish(42, "second one").created());
    assertTrue(isForeignIntact());
    assertTrue(only(42).contains("second one"), only(42));
  }

  @Test
  void failure_isTold() throws Exception {
    publish(42, "first one");
    reporter().publish(Reports.failed("column total is missing"), context(42));
    assertTrue(only(42).contains("column total is missing"), only(42));
    assertFalse(only(42).contains("first one"), only(42));
  }

  @Test
  void secrets_areNowhere() throws Exception {
    FakeContext context = context(42);
    Published published = publish(42, "first one", context);
    assertHarmless(only(42));
    assertHarmless(published.toString());
    assertHarmless(reporter().toString());
    assertHarmless(reporter().describe());
    context.progress.forEach(this::assertHarmless);
    traces().forEach(this::assertHarmless);
  }

  /** None of the secrets. */
  protected final void assertHarmless(String text) {
    for (String secret : tokens()) {
      assertFalse(text.contains(secret), () -> "a secret in: " + text);
    }
  }
}
