package dev.neonflow.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a test is handed. */
class NeonDatabaseTest {

  private static final NeonDatabase DATABASE =
      new NeonDatabase(
          "br-calm-sun-12345678",
          "test/orders-test-1b4f09c2",
          ConnectionUri.parse(
              Secret.of("postgresql://neondb_owner:p%40ss@127.0.0.1:5999/neondb?sslmode=require")));

  @Test
  void password_isMaskedWhereItIsNotAskedFor() {
    assertFalse(DATABASE.toString().contains("p@ss"), DATABASE.toString());
    assertFalse(DATABASE.toString().contains("p%40ss"), DATABASE.toString());
    assertFalse(DATABASE.jdbcUrl().contains("p@ss"), DATABASE.jdbcUrl());
    assertEquals("***", DATABASE.url().toString());
    assertFalse(DATABASE.dataSource().toString().contains("p@ss"), "data source");
  }

  @Test
  void dataSource_hasWhatTheUriHas() throws Exception {
    PGSimpleDataSource source = DATABASE.dataSource().unwrap(PGSimpleDataSource.class);
    assertEquals("neondb_owner", source.getUser());
    assertEquals("p@ss", source.getPassword());
    assertEquals("neondb", source.getDatabaseName());
    assertEquals("require", source.getSslMode());
    assertEquals(5999, source.getPortNumbers()[0]);
    assertEquals(
        "postgresql://neondb_owner:p%40ss@127.0.0.1:5999/neondb?sslmode=require",
        DATABASE.url().reveal());
  }
}
