package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.migrate.restore.RestorePoint;
import dev.neonflow.workflows.migrate.restore.RollbackLoss;
import dev.neonflow.workflows.migrate.restore.TableLoss;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Production that a bad migration broke, and how it goes back. */
abstract class RollbackScene {

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  static final String BEFORE = "restore-before/";

  /** Every table with a secret in it: no value may be read anywhere. */
  static final String START =
      """
      create table orders (id int primary key, what text, paid boolean);
      insert into orders select i, 'classified-' || i, false from generate_series(1, 1000) i;
      create table "Odd ""name" (a int, b text, c int, primary key (b, a));
      insert into "Odd ""name" select i, 'classified-' || i, i from generate_series(1, 100) i;
      create table quiet (id int primary key);
      insert into quiet select generate_series(1, 10);
      create table log (at int, what text);
      insert into log select i / 2, 'classified' from generate_series(1, 50) i;
      create table parts (id int, region text, what text, primary key (id, region))
        partition by list (region);
      create table parts_eu partition of parts for values in ('eu');
      create table parts_us partition of parts for values in ('us');
      insert into parts select i, 'eu', 'classified' from generate_series(1, 20) i;
      create table covered (id int, what text, primary key (id) include (what));
      insert into covered select i, 'classified-' || i from generate_series(1, 10) i;
      create table parts_asia partition of parts for values in ('asia');
      insert into parts select i, 'asia', 'classified' from generate_series(31, 34) i;
      create table joining (id int, region text, what text, primary key (id, region));
      insert into joining select i, 'ocean', 'classified' from generate_series(1, 3) i;
      create schema side;
      create table side.gone (id int primary key);
      insert into side.gone values (1), (2);
      """;

  static final String BAD =
      """
      alter table orders add discount int default 7;
      alter table orders drop paid;
      alter table orders alter id type bigint;
      update orders set what = 'broken' where id <= 30;
      delete from orders where id > 990;
      drop table side.gone;
      create table made (id int);
      insert into made values (1), (2), (3);
      """;

  static final String MORE =
      """
      insert into orders (id, what) values (2001, 'classified'), (2002, 'classified');
      update "Odd ""name" set c = c + 1 where a <= 5;
      delete from "Odd ""name" where a = 6;
      insert into log values (99, 'classified');
      insert into parts values (1, 'us', 'classified');
      update parts set what = 'other' where id in (3, 4);
      delete from parts where id = 5;
      update covered set what = 'other' where id <= 4;
      alter table parts detach partition parts_asia;
      alter table parts attach partition joining for values in ('ocean');
      """;

  @TempDir Path directory;

  Sandbox sandbox;
  Databases databases;

  @BeforeEach
  void start() {
    sandbox = new Sandbox(directory);
    databases = new Databases(sandbox);
    databases.execute("main", START);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  /** Production with a bad migration after a restore point, and more writes after it. */
  RestorePoint broken() {
    RestorePoint point = production().restorePoint().migrate(bad()).run().get(RestorePoint.KEY);
    databases.execute("main", MORE);
    return point;
  }

  static ListedMigrator bad() {
    return new ListedMigrator("bad", BAD);
  }

  static PreconditionException refused(ProductionWorkflow workflow) {
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, workflow::run);
    return assertInstanceOf(PreconditionException.class, failed.getCause());
  }

  static Map<String, String> words(RollbackLoss loss) {
    Function<TableLoss, String> name = TableLoss::table;
    return loss.tables().stream().collect(Collectors.toMap(name, TableLoss::words));
  }

  ProductionWorkflow production() {
    return neonflow().production();
  }

  Neonflow neonflow() {
    return sandbox.neonflow().commit(COMMIT).build();
  }
}
