package dev.neonflow.workflows.liquibase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryCheck.Kind;
import dev.neonflow.workflows.migrate.MigratedBranches;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import liquibase.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class LiquibaseHistoryTest {

  private static MigratedBranches branches;

  @TempDir Path directory;
  private MigrationTarget target;
  private Instant made;

  @BeforeAll
  static void start() {
    branches = new MigratedBranches();
  }

  @AfterAll
  static void stop() {
    branches.close();
  }

  @BeforeEach
  void twoChangeSets() throws IOException {
    made = Instant.now();
    target = branches.create();
    Changelogs.xml(directory);
    sql(1, "make_fruit", "CREATE TABLE fruit (name text);");
    sql(2, "add_tier", "ALTER TABLE fruit ADD tier text;");
    Changelogs.changes(
        directory, 3, "view", "runOnChange:true", "CREATE OR REPLACE VIEW names AS SELECT 1;");
  }

  @Test
  void nothingApplied_isAnAddition_andReadingWritesNothing() throws Exception {
    assertCheck(Kind.ADDITIONS, "3 change sets are new");
    assertEquals(
        Optional.of(List.of("1-make_fruit::alice", "2-add_tier::alice", "3-view::alice")),
        migrator().pending(target, context()));
    assertEquals(
        List.of("0"),
        MigratedBranches.query(
            target, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
  }

  @Test
  void appliedAndToBeAppliedAgain_isAnAddition() throws Exception {
    migrate();
    assertEquals(Kind.SAME, check(made).kind());
    Changelogs.changes(
        directory, 3, "view", "runOnChange:true", "CREATE OR REPLACE VIEW names AS SELECT 2;");
    assertCheck(Kind.ADDITIONS, "1 change set is new");
    migrate();
    assertEquals(Kind.SAME, check(made).kind());
  }

  @Test
  void appliedAndChanged_isRewritten() throws Exception {
    migrate();
    sql(2, "add_tier", "ALTER TABLE fruit ADD tier int;");
    assertCheck(Kind.REWRITTEN, "2-add_tier::alice was changed after it was applied");
    sql(1, "make_fruit", "CREATE TABLE fruit (name varchar);");
    assertCheck(Kind.REWRITTEN, "1-make_fruit::alice was changed after it was applied, and 1 more");
    assertEquals(
        Kind.SAME, check(Instant.now().plusSeconds(1)).kind(), "a reset would bring them back");
  }

  @Test
  void appliedInAnotherContext_andChanged_isNoRewrite() throws Exception {
    migrate();
    Changelogs.changes(directory, 2, "add_tier", "context:old", "ALTER TABLE fruit ADD t int;");
    assertEquals(Kind.REWRITTEN, check("old", Optional.empty()).kind());
    assertEquals(Kind.SAME, check("new", Optional.empty()).kind());
  }

  @Test
  void whatTheParentHasNow_isNoRewrite() throws Exception {
    migrate();
    Files.delete(directory.resolve("changes/2-add_tier.sql"));
    sql(1, "make_fruit", "CREATE TABLE fruit (name varchar);");
    Set<String> rows;
    try (Connection connection = connect()) {
      rows = LiquibaseHistory.of(connection, migrator().tables().get(0));
    }
    assertEquals(3, rows.size());
    assertEquals(Kind.SAME, check("", Optional.of(rows)).kind());
    assertEquals(Kind.REWRITTEN, check("", Optional.of(Set.of())).kind());
  }

  @Test
  void appliedAndGone_isRewritten_unlessItCameWithTheParent() throws Exception {
    migrate();
    Files.delete(directory.resolve("changes/2-add_tier.sql"));
    assertCheck(Kind.REWRITTEN, "2-add_tier::alice was applied and is not there any more");
    assertEquals(Kind.SAME, check(Instant.now().plusSeconds(1)).kind());
  }

  @Test
  void tagOfLiquibase_isNoRewrite() throws Exception {
    migrate();
    MigratedBranches.execute(
        target,
        "INSERT INTO databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)"
            + " VALUES ('17', 'liquibase', 'liquibase-internal', localtimestamp, 9, 'EXECUTED')");
    assertEquals(Kind.SAME, check(made).kind());
  }

  private void assertCheck(Kind kind, String reason) throws Exception {
    HistoryCheck check = check(made);
    assertEquals(reason, check.reason());
    assertEquals(kind, check.kind());
  }

  private HistoryCheck check(Instant since) throws Exception {
    return migrator().history(target, since, context());
  }

  private HistoryCheck check(String contexts, Optional<Set<String>> parents) throws Exception {
    LiquibaseHistory history = new LiquibaseHistory(made, () -> parents);
    return Quiet.run(
        directory,
        () ->
            Scope.child(
                Map.of("liquibase.command.contextFilter", contexts),
                () -> {
                  try (Connection connection = connect();
                      Session session = Session.toRead(connection)) {
                    return history.check(Changelog.read("changelog.xml", session));
                  }
                }));
  }

  private Connection connect() throws SQLException {
    ConnectionUri uri = target.direct();
    return DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
  }

  private void migrate() throws Exception {
    migrator().migrate(target, context());
  }

  private LiquibaseMigrator migrator() {
    return LiquibaseMigrator.from("changelog.xml").in(directory);
  }

  private void sql(int number, String name, String statements) throws IOException {
    Changelogs.sql(directory, number, name, statements);
  }

  private static FakeContext context() {
    return new FakeContext(FakeContext.subject(42, "c1"));
  }
}
