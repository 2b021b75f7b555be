package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.diff.SchemaChange;
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import dev.neonflow.workflows.migrate.diff.SchemaDiff.Basis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The schema of a preview is compared with what it was made of, while production moves on. */
@Timeout(120)
class SchemaDiffTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/neonflow/workflows/migrate/diff/main-moved-on.txt");

  private static final String BEGINNING =
      """
      CREATE TYPE status AS ENUM ('open', 'paid');
      CREATE TABLE customer (
        id bigint PRIMARY KEY, name text NOT NULL, email varchar(40), legacy text);
      CREATE TABLE "order" (
        id bigint PRIMARY KEY, customer bigint REFERENCES customer, state status, total numeric(8,2));
      CREATE TABLE history (version text PRIMARY KEY);
      INSERT INTO customer VALUES (1, 'a row that nobody may read', 'secret@example.org');
      """;

  private static final String PULL_REQUEST =
      """
      ALTER TABLE customer ADD COLUMN phone text;
      ALTER TABLE customer ALTER COLUMN name TYPE varchar(80);
      ALTER TABLE "order" ADD COLUMN placed timestamptz NOT NULL DEFAULT now();
      ALTER TABLE "order" ALTER COLUMN state SET NOT NULL;
      CREATE INDEX order_by_customer ON "order" (customer);
      ALTER TYPE status ADD VALUE 'sent' AFTER 'paid';
      CREATE TABLE parcel (
        id serial PRIMARY KEY, "order" bigint NOT NULL REFERENCES "order", weight int CHECK (weight > 0));
      CREATE INDEX parcel_by_order ON parcel ("order");
      COMMENT ON TABLE parcel IS 'what is sent';
      CREATE VIEW heavy AS SELECT id FROM parcel WHERE weight > 1000;
      CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER bump BEFORE UPDATE ON customer FOR EACH ROW EXECUTE FUNCTION bump();
      ALTER TABLE history ADD COLUMN checksum int;
      """;

  @TempDir static Path directory;

  private static Sandbox sandbox;
  private static Databases databases;

  @BeforeAll
  static void start() {
    sandbox = new Sandbox(directory);
    databases = new Databases(sandbox);
    databases.execute("main", BEGINNING);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  /** With a table for its history, which is nobody's change. */
  private record Statements(String sql) implements Migrator {
    @Override
    public String tool() {
      return "sql";
    }

    @Override
    public String describe() {
      return "sql";
    }

    @Override
    public List<HistoryTable> tables() {
      return List.of(HistoryTable.named("history"));
    }

    @Override
    public MigrationReport migrate(MigrationTarget target, StepContext context)
        throws SQLException {
      return new WritingMigrator(sql).migrate(target, context);
    }
  }

  private static String branchOff(String main) {
    databases.create(main, request -> request);
    return main;
  }

  private static PreviewWorkflow preview(
      String main, int pullRequest, String sql, Interceptor... interceptors) {
    return sandbox
        .neonflow(interceptors)
        .build()
        .preview()
        .forPr(pullRequest)
        .from(main)
        .onRerun(RerunPolicy.REUSE)
        .migrate(new Statements(sql));
  }

  private static SchemaDiff diff(PreviewWorkflow preview) {
    return preview.schemaDiff().run().get(PreviewWorkflow.SCHEMA_DIFF);
  }

  private static String text(SchemaDiff diff) {
    StringBuilder text = new StringBuilder();
    text.append(diff.words()).append("; ").append(diff.meanwhile()).append(" of its own\n\n");
    for (SchemaChange change : diff.changes()) {
      text.append(
          String.join(
              " | ",
              change.object(),
              change.action().words(),
              change.label().words(),
              change.why()));
      text.append(change.meanwhile() == null ? "" : " | " + change.meanwhile()).append('\n');
    }
    return text.append('\n').append(diff.unified()).toString();
  }

  @Test
  void mainThatMovedOn_isNotInThePullRequestsChanges() throws IOException {
    String main = branchOff("moved");
    preview(main, 1, "SELECT 1").run();
    databases.execute(
        main,
        "CREATE TABLE coupon (code text PRIMARY KEY); ALTER TABLE customer DROP COLUMN legacy;"
            + " ALTER TABLE \"order\" ADD COLUMN note text");
    sandbox.count();
    SchemaDiff diff = diff(preview(main, 1, PULL_REQUEST));
    assertEquals(3, sandbox.counted().stream().filter(line -> line.endsWith("/schema")).count());
    assertEquals(Basis.THREE_WAY, diff.basis());
    assertEquals(3, diff.meanwhile());
    String text = text(diff);
    for (String others : List.of("coupon", "legacy", "note", "history", "checksum")) {
      assertFalse(diff.changes().toString().contains(others), text);
    }
    for (String row : List.of("nobody may read", "example.org")) {
      assertFalse(text.contains(row), text);
    }
    if (Boolean.getBoolean("neonflow.write")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }
    assertEquals(Files.readString(GOLDEN), text, "-Dneonflow.write=true writes it");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void sameObjectOnBothSides_isAConflict() {
    String main = branchOff("conflict");
    preview(main, 2, "SELECT 1").run();
    databases.execute(
        main,
        "ALTER TABLE customer ALTER COLUMN email TYPE text; ALTER TABLE customer ADD COLUMN vip"
            + " bool; ALTER TABLE customer ADD COLUMN age int; DROP TABLE \"order\"");
    SchemaDiff diff =
        diff(
            preview(
                main,
                2,
                "ALTER TABLE customer DROP COLUMN email; ALTER TABLE customer ADD COLUMN vip text;"
                    + "ALTER TABLE customer ADD COLUMN age int;"
                    + "ALTER TABLE \"order\" ADD COLUMN note text"));
    assertEquals("conflict changed it meanwhile, too", meanwhile(diff, "column customer.email"));
    assertEquals("conflict added it meanwhile, too", meanwhile(diff, "column customer.vip"));
    assertEquals(
        "conflict has made the same change meanwhile", meanwhile(diff, "column customer.age"));
    assertEquals(
        "conflict removed table \"order\" meanwhile", meanwhile(diff, "column \"order\".note"));
  }

  private static String meanwhile(SchemaDiff diff, String object) {
    return diff.changes().stream()
        .filter(change -> change.object().equals(object))
        .map(change -> String.valueOf(change.meanwhile()))
        .findFirst()
        .orElse("not there");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void branchThatWasReset_isComparedWithWhatItWasResetTo() {
    String main = branchOff("reset");
    preview(main, 3, "CREATE TABLE first (id int)").run();
    databases.execute(main, "CREATE TABLE coupon (code text)");
    SchemaDiff diff =
        diff(preview(main, 3, "CREATE TABLE second (id int)").onRerun(RerunPolicy.RESET));
    assertEquals(Basis.THREE_WAY, diff.basis());
    assertEquals(List.of("table second"), objects(diff));
    assertEquals(0, diff.meanwhile());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void branchWithTheSchemaOnly_isComparedWithItsPlannedParentNow() {
    String main = branchOff("planned");
    UnaryOperator<PreviewWorkflow> empty = preview -> preview.data(BranchData.SCHEMA_ONLY);
    empty.apply(preview(main, 4, "SELECT 1")).run();
    databases.execute(main, "CREATE TABLE coupon (code text)");
    SchemaDiff diff = diff(empty.apply(preview(main, 4, "CREATE TABLE mine (id int)")));
    assertEquals(Basis.TWO_WAY, diff.basis());
    assertEquals(List.of("table coupon", "table mine"), objects(diff));
    assertTrue(String.valueOf(diff.note()).contains("compared with planned as it is now"));
  }

  private static List<String> objects(SchemaDiff diff) {
    return diff.changes().stream().map(SchemaChange::object).toList();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void historyThatIsOver_isComparedWithTheParentNow_andSaysSo() {
    String main = branchOff("forgotten");
    SchemaDiff diff =
        diff(preview(main, 5, "CREATE TABLE mine (id int)", refusing("lsn", 400, "too old")));
    assertEquals(Basis.TWO_WAY, diff.basis());
    assertEquals(List.of("table mine"), objects(diff));
    assertEquals(
        "what the parent was when the branch began is no longer in Neon's history, so that it was"
            + " compared with forgotten as it is now: what changed there since looks like a"
            + " reversal",
        diff.note());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void comparisonThatNeonRefuses_failsNoRun() {
    String main = branchOff("refused");
    SchemaDiff diff =
        diff(preview(main, 6, "CREATE TABLE mine (id int)", refusing("db_name", 403, "no")));
    assertEquals(Basis.NONE, diff.basis());
    assertEquals(List.of(), diff.changes());
    assertTrue(String.valueOf(diff.note()).contains("403"), diff.note());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void file_getsTheWholeDifference() throws IOException {
    String main = branchOff("filed");
    Path file = directory.resolve("new").resolve("schema.diff");
    PreviewWorkflow preview = preview(main, 7, "CREATE TABLE mine (id int)").schemaDiff(file);
    SchemaDiff diff = preview.run().get(PreviewWorkflow.SCHEMA_DIFF);
    assertEquals(diff.unified(), Files.readString(file));
    assertEquals(file.toAbsolutePath().toString(), diff.file());
    assertNull(diff.note());
  }

  /** Answers requests for a schema that have this parameter. */
  private static Interceptor refusing(String parameter, int status, String message) {
    return chain -> {
      if (!chain.request().url().encodedPath().endsWith("/schema")
          || chain.request().url().queryParameter(parameter) == null) {
        return chain.proceed(chain.request());
      }
      String body = "{\"code\":\"\",\"message\":\"" + message + "\",\"request_id\":\"r\"}";
      return new Response.Builder()
          .request(chain.request())
          .protocol(Protocol.HTTP_1_1)
          .code(status)
          .message("")
          .body(
              ResponseBody.create(
                  body.getBytes(StandardCharsets.UTF_8), MediaType.get("application/json")))
          .build();
    };
  }
}
