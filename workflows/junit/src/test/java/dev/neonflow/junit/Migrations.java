package dev.neonflow.junit;

/** Notes which branch it prepared. */
final class Migrations implements BranchSetup {

  @Override
  public void prepare(NeonDatabase database) throws Exception {
    Sql.execute(
        database.dataSource(),
        "CREATE TABLE prepared AS SELECT current_setting('neon.branch_id') AS branch");
  }
}
