package dev.neonflow.sdk;

import static dev.neonflow.sdk.Settles.COMPARED;
import static dev.neonflow.sdk.Settles.LOOKED_UP;
import static dev.neonflow.sdk.Settles.RECOGNIZED;
import static dev.neonflow.sdk.Settles.REMOVAL;
import static dev.neonflow.sdk.Settles.REPEATABLE;
import static dev.neonflow.sdk.Settles.UNRESOLVED;

import dev.neonflow.sdk.snapshots.BackupSchedule;
import dev.neonflow.sdk.snapshots.BackupScheduleItem;
import dev.neonflow.sdk.snapshots.CreateSnapshot;
import dev.neonflow.sdk.snapshots.RestoreSnapshot;
import dev.neonflow.sdk.snapshots.UpdateSnapshot;
import java.util.List;

/** Writes of snapshots and of the schedule that makes them. */
final class WritesOfSnapshots {
  private static final String ALL = "/projects/p/snapshots";
  private static final String ONE = ALL + "/snap-1";
  private static final String BRANCHES = "/projects/p/branches";
  private static final String SNAPSHOT =
      """
      {"id":"snap-1","name":"before","source_branch_id":"br-1",
       "created_at":"2026-11-22T10:00:01Z"}""";
  private static final String RESTORED = Writes.with(Answers.BRANCH, "restored_from", "snap-1");

  private WritesOfSnapshots() {}

  static List<SentWrite> all() {
    String restored = "{\"branch\":" + Answers.BRANCH + ",\"endpoints\":[],\"operations\":[]}";
    String schedule = BRANCHES + "/br-1/backup_schedule";
    return List.of(
        SentWrite.of(
                "HttpSnapshots.create",
                RECOGNIZED,
                "POST " + BRANCHES + "/br-1/snapshot",
                "{\"snapshot\":" + SNAPSHOT + ",\"operations\":[]}",
                neon -> neon.snapshots().create("p", "br-1", CreateSnapshot.named("before")))
            .look(ALL, list(""), list(SNAPSHOT)),
        SentWrite.of(
                "HttpSnapshots.update",
                COMPARED,
                "PATCH " + ONE,
                "{\"snapshot\":" + SNAPSHOT + "}",
                neon ->
                    neon.snapshots().update("p", "snap-1", UpdateSnapshot.create().name("before")))
            .look(ALL, list(SNAPSHOT.replace("before", "after")), list(SNAPSHOT)),
        SentWrite.of(
                "HttpSnapshots.delete",
                REMOVAL,
                "DELETE " + ONE,
                "{\"operations\":[]}",
                neon -> neon.snapshots().delete("p", "snap-1"))
            .look(ALL, list(SNAPSHOT), list("")),
        restore(LOOKED_UP, restored, RestoreSnapshot.named("preview/pr-42")),
        restore(RECOGNIZED, restored, RestoreSnapshot.unnamed().finalizeRestore(true)),
        restore(UNRESOLVED, restored, RestoreSnapshot.unnamed()),
        SentWrite.of(
            "HttpSnapshots.setSchedule",
            REPEATABLE,
            "PUT " + schedule,
            neon ->
                neon.snapshots()
                    .setSchedule("p", "br-1", BackupSchedule.of(BackupScheduleItem.daily(3)))));
  }

  private static SentWrite restore(Settles settles, String answer, RestoreSnapshot request) {
    return SentWrite.of(
            "HttpSnapshots.restore",
            settles,
            "POST " + ONE + "/restore",
            answer,
            neon -> neon.snapshots().restore("p", "snap-1", request))
        .look(BRANCHES, "{\"branches\":[]}", WritesOfBranches.list(Writes.made(RESTORED)))
        .look(BRANCHES + "/br-curly-wave-af4i4oeu", null, WritesOfBranches.one(Answers.BRANCH));
  }

  private static String list(String snapshot) {
    return "{\"snapshots\":[" + snapshot + "]}";
  }
}
