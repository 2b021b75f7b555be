package dev.neonflow.sdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neonflow.sdk.internal.api.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The javadoc of each method that is an operation leads to the page of that operation. */
class ReferencePageTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern DOCUMENTED =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*([^;{}]*?)(\\w+)\\(", Pattern.DOTALL);
  private static final String PAGE = "href=\"https://api-docs.neon.tech/reference/%s\">%s</a>";

  @TestFactory
  Stream<DynamicTest> method_namesThePageOfItsOperation() {
    List<Operation> operations = Facts.load().operations();
    return Route.beside(Wire.class).stream()
        .map(route -> DynamicTest.dynamicTest(route.toString(), () -> check(route, operations)));
  }

  private static void check(Route route, List<Operation> operations) throws IOException {
    String id = operations.stream().filter(route::isFor).findFirst().orElseThrow().id();
    List<String> documents = documents(route);

    assertFalse(documents.isEmpty(), "no javadoc");
    for (String document : documents) {
      assertEquals("", withoutPage(document, id));
    }
  }

  /** The javadoc of each public method that has the route's name. */
  private static List<String> documents(Route route) throws IOException {
    List<String> documents = new ArrayList<>();
    for (Class<?> type : route.owner().getInterfaces()) {
      Path source = SOURCES.resolve(type.getName().replace('.', '/') + ".java");
      documents.addAll(documents(Files.readString(source), route.java().getName()));
    }
    return documents;
  }

  private static List<String> documents(String source, String method) {
    List<String> documents = new ArrayList<>();
    Matcher documented = DOCUMENTED.matcher(source);
    while (documented.find()) {
      if (documented.group(3).equals(method)) {
        documents.add(documented.group(1));
      }
    }
    return documents;
  }

  /** The javadoc, if it does not name the page of this operation; empty if it does. */
  private static String withoutPage(String javadoc, String id) {
    String text = javadoc.replaceAll("\\s+\\*?\\s*", " ").replace("> ", ">");
    return text.contains(PAGE.formatted(id.toLowerCase(Locale.ROOT), id)) ? "" : text;
  }

  @Test
  void methodWithoutItsPage_isFound() {
    String source =
        """
        /** Class. */
        public interface ThingsApi {
          /**
           * One.
           *
           * @see <a
           *     href="https://api-docs.neon.tech/reference/getthing">getThing</a>
           */
          Thing get(String id);

          /** All, from {@link #get(String)} on. */
          default Pages<Thing> list() {
            return Pages.of();
          }
        }
        """;

    assertEquals("", withoutPage(documents(source, "get").get(0), "getThing"));
    assertEquals(1, documents(source, "list").size());
    assertFalse(withoutPage(documents(source, "list").get(0), "listThings").isEmpty());
  }
}
