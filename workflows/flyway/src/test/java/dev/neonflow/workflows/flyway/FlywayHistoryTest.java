package dev.neonflow.workflows.flyway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryCheck.Kind;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class FlywayHistoryTest {

  private static Branches branches;

  @TempDir Path dir;
  private MigrationTarget target;
  private Instant made;

  @BeforeAll
  static void start() {
    branches = new Branches();
  }

  @AfterAll
  static void stop() {
    branches.close();
  }

  @BeforeEach
  void threeMigrations() throws IOException {
    made = Instant.now();
    target = branches.create();
    sql("V1__make_fruit.sql", "CREATE TABLE fruit (name text);");
    sql("V3__add_tier.sql", "ALTER TABLE fruit ADD tier text;");
    sql("R__view.sql", "CREATE OR REPLACE VIEW names AS SELECT name FROM fruit;");
  }

  @Test
  void nothingApplied_isAnAddition_andReadingWritesNothing() throws Exception {
    assertCheck(Kind.ADDITIONS, "3 migrations are new");
    assertEquals(
        "0",
        Branches.query(
            target, "SELECT count(*) FROM pg_tables WHERE tablename = 'flyway_schema_history'"));
  }

  @Test
  void allApplied_isTheSame_andMoreIsAnAddition() throws Exception {
    migrate();
    assertEquals(Kind.SAME, check(Instant.now()).kind());
    sql("V4__more.sql", "SELECT 1;");
    sql("R__view.sql", "CREATE OR REPLACE VIEW names AS SELECT name FROM fruit LIMIT 10;");
    assertCheck(Kind.ADDITIONS, "2 migrations are new");
  }

  @Test
  void appliedAndChanged_isRewritten() throws Exception {
    migrate();
    sql("V3__add_tier.sql", "ALTER TABLE fruit ADD tier int;");
    assertCheck(Kind.REWRITTEN, "V3__add_tier.sql was changed after it was applied");
    sql("V1__make_fruit.sql", "CREATE TABLE fruit (name varchar);");
    assertCheck(Kind.REWRITTEN, "V1__make_fruit.sql was changed after it was applied, and 1 more");
  }

  @Test
  void appliedAndRenamed_isRewritten() throws Exception {
    migrate();
    Files.move(dir.resolve("V3__add_tier.sql"), dir.resolve("V3__tiers.sql"));
    assertCheck(Kind.REWRITTEN, "V3__add_tier.sql was renamed after it was applied");
  }

  @Test
  void appliedWithoutADescription_isTheSame() throws Exception {
    sql("V4.sql", "SELECT 1;");
    migrate();
    assertEquals(Kind.SAME, check(Instant.now()).kind());
  }

  @Test
  void appliedAndGone_isRewritten_lastOrNot() throws Exception {
    migrate();
    Files.delete(dir.resolve("V3__add_tier.sql"));
    assertCheck(Kind.REWRITTEN, "V3__add_tier.sql was applied and is not there any more");
    sql("V4__more.sql", "SELECT 1;");
    assertCheck(Kind.REWRITTEN, "V3__add_tier.sql was applied and is not there any more");
  }

  @Test
  void aheadOfTheFilesBecauseOfTheParent_isNotRewritten() throws Exception {
    migrate();
    Files.delete(dir.resolve("V3__add_tier.sql"));
    Instant soonAfter = Instant.now().plusSeconds(1);
    assertEquals(Kind.SAME, check(soonAfter).kind());
    sql("V4__more.sql", "SELECT 1;");
    assertEquals(Kind.ADDITIONS, check(soonAfter).kind(), "a reset would bring it back");
    assertThrows(MigrationFailedException.class, this::migrate);
  }

  @Test
  void changedOrSkippedBecauseOfTheParent_isNotRewritten() throws Exception {
    migrate();
    sql("V1__make_fruit.sql", "CREATE TABLE fruit (name varchar);");
    sql("V2__between.sql", "SELECT 1;");
    Files.move(dir.resolve("V3__add_tier.sql"), dir.resolve("V3__tiers.sql"));
    Instant soonAfter = Instant.now().plusSeconds(1);
    assertEquals(Kind.SAME, check(soonAfter).kind(), check(soonAfter).reason());
    assertEquals(Kind.REWRITTEN, check(made).kind());
    assertThrows(MigrationFailedException.class, this::migrate);
  }

  @Test
  void olderThanWhatWasApplied_isRewritten_forFlywayWouldRefuseIt() throws Exception {
    migrate();
    sql("V2__between.sql", "SELECT 1;");
    assertCheck(
        Kind.REWRITTEN, "V2__between.sql comes before a migration that was applied already");
    assertThrows(MigrationFailedException.class, this::migrate);
  }

  @Test
  void halfAppliedWithoutATransaction_isRewritten() throws Exception {
    sql("V4__half.sql", "CREATE INDEX CONCURRENTLY a ON fruit (name);\nSELECT 1 / 0;");
    sql("V4__half.sql.conf", "executeInTransaction=false");
    assertThrows(MigrationFailedException.class, this::migrate);
    assertCheck(Kind.REWRITTEN, "V4__half.sql was applied in part only");
    sql("V4__half.sql", "CREATE INDEX CONCURRENTLY a ON fruit (name);");
    assertCheck(Kind.REWRITTEN, "V4__half.sql was applied in part only");
  }

  @Test
  void historyBegunWithABaseline_isNoRewrite() throws Exception {
    execute("CREATE TABLE fruit (name text)");
    migrateWithBaseline();
    assertEquals(Kind.SAME, check(Instant.now()).kind());
  }

  @Test
  void directoryMissing_isSaid() {
    FlywayMigrator nowhere = FlywayMigrator.from(dir.resolve("nowhere"));
    assertThrows(
        PreconditionException.class,
        () -> nowhere.history(target, Instant.now(), new RunningStep().context()));
  }

  private void migrateWithBaseline() {
    org.flywaydb.core.Flyway flyway =
        org.flywaydb.core.Flyway.configure()
            .dataSource(
                target.direct().jdbcUrl(),
                target.direct().role(),
                target.direct().password().reveal())
            .locations("filesystem:" + dir)
            .baselineOnMigrate(true)
            .baselineVersion("1")
            .load();
    flyway.migrate();
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = Branches.connect(target);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private void assertCheck(Kind kind, String reason) {
    assertEquals(new HistoryCheck(kind, reason), check(made));
  }

  private HistoryCheck check(Instant since) {
    return FlywayMigrator.from(dir).history(target, since, new RunningStep().context());
  }

  private void migrate() {
    FlywayMigrator.from(dir).migrate(target, new RunningStep().context());
  }

  private void sql(String file, String statements) throws IOException {
    Files.writeString(dir.resolve(file), statements);
  }
}
