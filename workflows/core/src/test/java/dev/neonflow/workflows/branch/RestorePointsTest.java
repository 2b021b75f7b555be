package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.internal.json.NeonJson;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which branches are restore points of production, and in which order. */
class RestorePointsTest {

  static final Subject SUBJECT = new Subject("production/p", "p", "acme/shop", null, null, null);
  private static final String FIRST = "restore/20261101-100000-a";
  private static final String SECOND = "restore/20261101-110000-b";

  private static final String THIRD = "restore/20261101-120000-c";

  private final FakeContext context = new FakeContext(SUBJECT);

  @Test
  void pointOfABranchThatWasProductionBefore_isNotOneOfThisOne() {
    List<AnnotatedBranch> all =
        List.of(point(FIRST, "br-main", "10:00:00"), point(SECOND, "br-other", "11:00:00"));
    assertEquals(List.of(FIRST), names(all));
  }

  @Test
  void runnerWhoseClockIsAhead_doesNotMakeTheNewestPoint() {
    List<AnnotatedBranch> all =
        List.of(point(SECOND, "br-main", "10:00:00"), point(FIRST, "br-main", "11:00:00"));
    assertEquals(List.of(FIRST, SECOND), names(all));
  }

  @Test
  void pointInUse_isKeptThoughTwoAreNewer() {
    List<AnnotatedBranch> all =
        List.of(
            point(FIRST, "br-main", "10:00:00"),
            point(SECOND, "br-main", "11:00:00"),
            point(THIRD, "br-main", "12:00:00"));
    String used = all.get(0).branch().id();
    assertEquals(List.of(THIRD, SECOND, FIRST), points(all).kept(used));
    assertEquals(List.of(THIRD, SECOND), points(all).kept("br-another"));
    assertEquals(List.of(SECOND, FIRST), points(all).going());
  }

  @Test
  void repeatedFailures_leaveTheStateBeforeTheFirstOfThem() {
    List<AnnotatedBranch> all =
        List.of(
            point("restore/20261101-090000-z", "br-main", "09:00:00", "one"),
            point(FIRST, "br-main", "10:00:00", "two", "three"),
            point(SECOND, "br-main", "11:00:00", "three"),
            point(THIRD, "br-main", "12:00:00", "three", "four"));
    RestorePoints failing = points(all, new PendingMigrations(List.of("three", "four", "five")));
    assertEquals(List.of(THIRD, SECOND, FIRST), failing.kept("br-another"));
    assertEquals(List.of(SECOND, "restore/20261101-090000-z"), failing.going());
    RestorePoints mended = points(all, new PendingMigrations(List.of("five")));
    assertEquals(List.of(THIRD, SECOND), mended.kept("br-another"));
  }

  private List<String> names(List<AnnotatedBranch> all) {
    return points(all).all().stream().map(RestorePointBranch::name).toList();
  }

  private RestorePoints points(List<AnnotatedBranch> all) {
    return points(all, PendingMigrations.UNKNOWN);
  }

  private RestorePoints points(List<AnnotatedBranch> all, PendingMigrations pending) {
    return RestorePoints.of(production(), pending, all, context);
  }

  static BranchRef production() {
    return new BranchRef("br-main", "main", false, null, null, "h", "neondb", "o", null, "");
  }

  static AnnotatedBranch point(String name, String kept, String time, String... migrations) {
    Map<String, String> notes = Ownership.annotations(SUBJECT, "main", new RunId("r-" + name));
    notes.put(Ownership.KEPT_BRANCH, kept);
    new PendingMigrations(List.of(migrations)).note(notes);
    return branch(name, notes, time, null);
  }

  static AnnotatedBranch branch(String name, Map<String, String> notes, String time, String reset) {
    String json =
        """
        {"id":"br-%s","project_id":"p","name":"%s","parent_id":"br-moved",
         "current_state":"ready","state_changed_at":"1970-01-01T00:00:00Z","default":false,
         "protected":false,"creation_source":"console","compute_time_seconds":0,
         "active_time_seconds":0,"written_data_bytes":0,"data_transfer_bytes":0,
         "created_at":"2026-11-01T%sZ","updated_at":"1970-01-01T00:00:00Z"%s}"""
            .formatted(
                name.replace('/', '-'),
                name,
                time,
                reset == null ? "" : ",\"last_reset_at\":\"2026-11-01T" + reset + "Z\"");
    try {
      Branch branch = NeonJson.create().adapter(Branch.class).fromJson(json);
      return new AnnotatedBranch(Objects.requireNonNull(branch), notes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
