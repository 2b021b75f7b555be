package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void valuesOfEveryKind_areWrittenInOrder() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "a \"b\" \\ \n\t\u0001 é");
    object.put("none", null);
    object.put("number", 3);
    object.put("items", List.of(true, Map.of("x", 1)));
    assertEquals(
        "{\"text\":\"a \\\"b\\\" \\\\ \\n\\t\\u0001 é\",\"none\":null,\"number\":3,"
            + "\"items\":[true,{\"x\":1}]}",
        Json.write(object));
  }

  @Test
  void characterOutsideTheBasicPlane_isEscapedAsItsPair() {
    assertEquals("\"\\ud83d\\ude00\"", Json.write("😀"));
  }
}
