package dev.neonflow.workflows.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TailTest {

  private static String kept(String... lines) {
    Tail tail = new Tail();
    for (String line : lines) {
      tail.add(line);
    }
    return tail.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DETAIL:  Key (mail)=(a@b.c) already exists.",
        "  Detail: Key (mail)=(a@b.c) already exists.",
        "CONTEXT:  COPY people, line 3: \"7,a@b.c\"",
        "  detail: 'Failing row contains (7, a@b.c).',",
        "  where: 'COPY people, line 3',",
      })
  void linesOfPostgresErrorsThatHoldRows_areLeftOut(String line) {
    assertEquals(
        "ERROR:  duplicate key\nSTATEMENT: x", kept("ERROR:  duplicate key", line, "STATEMENT: x"));
  }

  @Test
  void valuesWithinALine_areCutOff() {
    assertEquals(
        "DbError { code: 23505, detail: ",
        kept("DbError { code: 23505, detail: Some(\"Key (a)=(b)\") }"));
    assertEquals(
        "ERROR: invalid input syntax for type integer",
        kept("ERROR: invalid input syntax for type integer: \"alice\""));
    assertEquals("details: see above", kept("details: see above"));
  }

  @Test
  void tracebacksOfPython_areWhatWasRaised() {
    assertEquals(
        """
          Applying shop.0004_bad...
        psycopg2.errors.NotNullViolation: column "boom" of relation "item" contains null values
        django.db.utils.IntegrityError: column "boom" of relation "item" contains null values
        make: stopped""",
        kept(
            "  Applying shop.0004_bad...Traceback (most recent call last):",
            "  File \"django/db/backends/utils.py\", line 87, in _execute",
            "    return self.cursor.execute(sql)",
            "           ^^^^^^^^^^^^^^^^^^^^^^^^",
            "psycopg2.errors.NotNullViolation: column \"boom\" of relation \"item\" contains null"
                + " values",
            "",
            "The above exception was the direct cause of the following exception:",
            "",
            "Traceback (most recent call last):",
            "  File \"manage.py\", line 22, in <module>",
            "    main()",
            "django.db.utils.IntegrityError: column \"boom\" of relation \"item\" contains null"
                + " values",
            "make: stopped"));
  }
}
