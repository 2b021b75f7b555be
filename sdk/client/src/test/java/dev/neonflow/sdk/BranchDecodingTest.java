package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.AnonymizationState;
import dev.neonflow.sdk.branches.AnonymizationStatus;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchRecovery;
import dev.neonflow.sdk.branches.CreatedBy;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.branches.RestoreStatus;
import dev.neonflow.sdk.branches.RestrictedAction;
import dev.neonflow.sdk.branches.SchemaQuery;
import dev.neonflow.sdk.branches.SchemaTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read about branches. */
class BranchDecodingTest extends WireTest {
  static final String STATUS =
      """
      {"project_id":"p","branch_id":"br-1","state":"anonymizing","status_message":"3/5",
       "created_at":"2026-11-22T09:12:18Z","updated_at":"2026-11-22T09:12:18Z",
       "failed_at":"2026-11-22T09:12:19Z","last_run":{"started_at":"2026-11-22T09:12:18Z",
       "completed_at":"2026-11-22T09:12:18Z","triggered_by":"u","triggered_by_username":"Ann",
       "masked_columns":12}}""";

  private Branch read(String json) {
    server.enqueue(answer(200, "{\"branch\":" + json + "}"));
    return neon.branches().get("p", "br-1").branch();
  }

  @Test
  void branch_withEverything() {
    Branch branch =
        read(
            Answers.BRANCH
                    .replace("\"compute_time_seconds\":0", "\"compute_time_seconds\":90")
                    .replace("\"active_time_seconds\":0", "\"active_time_seconds\":60")
                    .replace("\"written_data_bytes\":0", "\"written_data_bytes\":7")
                    .replace("\"data_transfer_bytes\":0", "\"data_transfer_bytes\":8")
                    .replaceFirst("}$", "")
                + """
                ,"parent_timestamp":"2026-11-22T09:12:17Z","last_reset_at":"2026-11-22T09:12:16Z",
                 "restore_status":"finalized","restored_from":"snap-1","restored_as":"br-2",
                 "restricted_actions":[{"name":"restore","reason":"r"},
                  {"name":"delete-rw-endpoint","reason":"d"},{"name":"dance","reason":"x"}],
                 "recovery":{"deleted_at":"2026-11-22T09:12:18Z",
                  "recoverable_until":"2026-11-29T09:12:18Z","deletion_method":"ttl"}}""");
    Instant made = Instant.parse("2026-11-22T09:12:18Z");
    assertEquals(made, branch.stateChangedAt());
    assertEquals("console", branch.creationSource());
    assertEquals(Duration.ofSeconds(90), branch.computeTime());
    assertEquals(Duration.ofMinutes(1), branch.activeTime());
    assertEquals(7, branch.writtenDataBytes());
    assertEquals(8, branch.dataTransferBytes());
    assertEquals(Duration.ofDays(7), branch.ttlInterval());
    assertEquals(new CreatedBy("Ann", ""), branch.createdBy());
    assertEquals(made.minusSeconds(1), branch.parentTimestamp());
    assertEquals(made.minusSeconds(2), branch.lastResetAt());
    assertEquals(RestoreStatus.FINALIZED, branch.restoreStatus());
    assertEquals("snap-1", branch.restoredFrom());
    assertEquals("br-2", branch.restoredAs());
    assertEquals(
        List.of(
            new RestrictedAction(RestrictedAction.Kind.RESTORE, "r"),
            new RestrictedAction(RestrictedAction.Kind.DELETE_READ_WRITE_ENDPOINT, "d"),
            new RestrictedAction(RestrictedAction.Kind.UNKNOWN, "x")),
        branch.restrictedActions());
    assertEquals(
        new BranchRecovery(made, made.plus(Duration.ofDays(7)), BranchRecovery.DeletionMethod.TTL),
        branch.recovery());
  }

  @Test
  void branch_withTheLeast() {
    Branch root = read(Answers.ROOT);
    assertNull(root.ttlInterval());
    assertNull(root.createdBy());
    assertNull(root.restoreStatus());
    assertNull(root.restrictedActions());
    assertNull(root.recovery());
    assertTrue(root.isReady());
  }

  @ParameterizedTest
  @CsvSource({
    "parent-data, PARENT_DATA",
    "schema-only, SCHEMA_ONLY",
    "parent-schema, SCHEMA_ONLY",
    "thin-air, UNKNOWN"
  })
  void initSource_isReadInEveryWord(String word, InitSource source) {
    assertEquals(source, read(Answers.BRANCH.replace("parent-data", word)).initSource());
  }

  @Test
  void schema_asTables() {
    server.enqueue(
        answer(
            200,
            """
            {"json":{"tables":[{"schema":"public","name":"t","columns":[{"name":"id",
              "type":"bigint","nullable":false,"generated":true},{"name":"c","type":"text"}],
             "constraints":[{"type":"foreign_key","columns":["id"],"name":"fk",
              "referenced_table":{"schema":"public","table":"u","columns":["uid"]}},
              {"type":"check","columns":["c"]}]},
             {"schema":"public","name":"u","columns":[]}]}}"""));
    assertEquals(
        new SchemaTables(
            List.of(
                new SchemaTables.Table(
                    "public",
                    "t",
                    List.of(
                        new SchemaTables.Column("id", "bigint", false, true),
                        new SchemaTables.Column("c", "text", null, null)),
                    List.of(
                        new SchemaTables.Constraint(
                            SchemaTables.ConstraintType.FOREIGN_KEY,
                            List.of("id"),
                            "fk",
                            new SchemaTables.ReferencedTable("public", "u", List.of("uid"))),
                        new SchemaTables.Constraint(
                            SchemaTables.ConstraintType.UNKNOWN, List.of("c"), null, null))),
                new SchemaTables.Table("public", "u", List.of(), null))),
        neon.branches().schema("p", "br-1", SchemaQuery.of("db")).json());
  }

  @Test
  void anonymizationStatus_fullAndMinimal() {
    server.enqueue(answer(200, STATUS));
    Instant then = Instant.parse("2026-11-22T09:12:18Z");
    assertEquals(
        new AnonymizationStatus(
            "p",
            "br-1",
            AnonymizationState.ANONYMIZING,
            "3/5",
            then,
            then,
            then.plusSeconds(1),
            new AnonymizationStatus.Run(then, then, "u", "Ann", 12)),
        neon.branches().anonymizationStatus("p", "br-1"));
    server.enqueue(
        answer(
            200,
            """
            {"project_id":"p","branch_id":"br-1","state":"initialization_error",
             "created_at":"2026-11-22T09:12:18Z","updated_at":"2026-11-22T09:12:18Z"}"""));
    AnonymizationStatus least = neon.branches().anonymizationStatus("p", "br-1");
    assertEquals(AnonymizationState.INITIALIZATION_ERROR, least.state());
    assertNull(least.lastRun());
  }
}
