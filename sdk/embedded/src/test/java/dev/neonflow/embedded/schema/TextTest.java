package dev.neonflow.embedded.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void castOfAnArray_becomesACastOfEachElement() {
    assertEquals(
        "(a = ANY (ARRAY[('x'::character varying)::text, (f(1, b[2]))::text])) AND b",
        Text.settled("(a = ANY ((ARRAY['x'::character varying, f(1, b[2])])::text[])) AND b"));
    assertEquals(
        "ARRAY[('it''s], x'::character varying)::text]",
        Text.settled("(ARRAY['it''s], x'::character varying])::text[]"));
  }

  @Test
  void whatOnlyLooksLikeSuchACast_staysAsItIs() {
    for (String same :
        new String[] {
          "a = '(ARRAY[1])::text[]'",
          "(ARRAY[1, 2])::integer[]",
          "(ARRAY[1, 2] || b)::text[]",
          "\"(ARRAY[1])::text[]\""
        }) {
      assertEquals(same, Text.settled(same));
    }
  }

  @Test
  void literal_doublesQuotesOnly() {
    assertEquals("'it''s \\ \n'", Text.literal("it's \\ \n"));
  }
}
