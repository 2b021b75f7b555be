package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The way back from the command line. Leaves a branch that nobody can delete. */
class ProductionRollbackTest extends AccountTest {

  @BeforeEach
  void withoutRehearsal() {
    environment.put("NEONFLOW_REHEARSE", "0");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void badMigration_isTakenBackAfterSayingWhatThatLoses() throws Exception {
    migration("V1__a.sql", "create table a (id int primary key); insert into a values (1), (2)");
    assertEquals(0, run("deploy").exitCode());
    migration("V2__bad.sql", "delete from a where id = 1; create table b (id nosuchtype)");
    Ended failed = run("deploy");
    failed.assertRefused(4, "nosuchtype");
    String point = account.names().get(account.names().size() - 1);
    String next = "neonflow production rollback --to " + point;
    assertTrue(failed.err().contains(next), failed.err());
    migration("V2__bad.sql", "delete from a where id = 1");
    assertEquals(0, run("deploy").exitCode());
    account.sql("main", "insert into a values (3), (4)");

    Ended refused = run("rollback", "--to", point);
    refused.assertRefused(2, "there is no terminal to ask at");
    assertTrue(refused.err().contains(next + " --yes"), refused.err());
    account.writes();
    Ended dry = run("rollback", "--to", point, "--dry-run");
    assertTrue(dry.out().contains("a: 2 inserted, 0 updated, 1 deleted"), dry.toString());
    assertEquals(List.of(), account.writes());

    Ended back = Script.PRODUCTION.json(environment, checkout, "rollback", "--to", point, "--yes");
    assertTrue(back.err().contains("a: 2 inserted, 0 updated, 1 deleted"), back.err());
    assertEquals("true", back.field("rolled_back"));
    assertEquals(point, back.field("restore_point"));
    String preserved = back.field("preserved");
    assertTrue(preserved.startsWith("restore-before/"), preserved);
    assertTrue(back.out().contains("\"inserted\":2,\"updated\":0,\"deleted\":1"), back.out());
    assertEquals("2", account.sql("main", "select count(*) from a where id < 3"));
    assertEquals("0", account.sql("main", "select count(*) from a where id > 2"));
    assertTrue(account.names().contains(preserved));

    Ended again = Script.PRODUCTION.json(environment, checkout, "rollback", "--to", point, "--yes");
    assertEquals("false", again.field("rolled_back"));
    assertEquals(preserved, again.field("preserved"));
    assertTrue(again.err().contains("nothing to do"), again.err());
    assertFalse(again.err().contains("2 inserted"), again.err());
  }

  private Ended run(String... args) {
    return Script.PRODUCTION.run(environment, checkout, args);
  }

  private void migration(String name, String sql) throws IOException {
    Path directory = Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(directory.resolve(name), sql);
  }
}
