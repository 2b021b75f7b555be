package dev.neonflow.sdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.internal.api.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documented table is that of the code; {@code -Dneonflow.write=true} writes it anew. */
class OperationsTableTest {
  private static final Path PAGE = Path.of("../../docs/client.md");
  private static final String BEGIN = "<!-- operations: written by OperationsTableTest -->\n";
  private static final String END = "<!-- end of operations -->";

  @Test
  void documentedTable_isThatOfTheCode() throws IOException {
    String table =
        "\n"
            + OperationsTable.of(
                Scope.of(Facts.load()), Route.beside(Wire.class), PublicApi.ofNeon());
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    assertTrue(begin >= 0 && end > begin, "the markers of the table are not in " + PAGE);
    begin += BEGIN.length();

    if (Boolean.getBoolean("neonflow.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
    } else {
      assertEquals(
          table,
          page.substring(begin, end),
          "docs/client.md is not up to date; write it with "
              + "mvn test -pl sdk/client -Dtest=OperationsTableTest -Dneonflow.write=true");
    }
  }
}
