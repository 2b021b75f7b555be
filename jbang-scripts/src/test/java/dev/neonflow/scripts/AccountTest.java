package dev.neonflow.scripts;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A script against an account that the tests of one class share. */
abstract class AccountTest {

  static Account account;

  @TempDir Path checkout;
  @TempDir Path home;
  Map<String, String> environment;

  @BeforeAll
  static void open() {
    account = new Account();
  }

  @AfterAll
  static void close() {
    account.close();
  }

  @BeforeEach
  void takeEnvironment() {
    environment = account.environment(home);
  }
}
