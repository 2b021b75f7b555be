package dev.neonflow.workflows.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlWordsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "22P02, ERROR: invalid input syntax for type integer: \"alice\","
            + " ERROR: invalid input syntax for type integer (SQLSTATE 22P02)",
        "22003, ERROR: value \"99999999999\" is out of range for type integer,"
            + " ERROR: value is out of range for type integer (SQLSTATE 22003)",
        "22012, ERROR: division by zero, ERROR: division by zero (SQLSTATE 22012)",
        "42P07, ERROR: relation \"fruit\" already exists,"
            + " ERROR: relation \"fruit\" already exists (SQLSTATE 42P07)",
      })
  void dataOfRows_isLeftOut_andNamesAreNot(String state, String message, String said) {
    assertEquals(said, SqlWords.of(new SQLException(message, state)));
  }

  @Test
  void linesAfterTheFirst_areLeftOut() {
    String message =
        "ERROR: could not create unique index \"i\"\n  Detail: Key (mail)=(a@b.c) is duplicated.";
    assertEquals(
        "ERROR: could not create unique index \"i\" (SQLSTATE 23505)",
        SqlWords.of(new SQLException(message, "23505")));
    assertEquals("no message", SqlWords.of(new SQLException()));
  }
}
