package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  private static final String TEXT =
      """
      # a comment that ends like this \\
      a=1
        ! another

      b : two \\
         \t lines
      c\\=d = e\\\\
      f
      g=\\
      \\
      h
      a=3
      \\u0069=j
      last=\\""";

  @TempDir Path temp;

  @Test
  void values_areThoseThatJavaReads() throws IOException {
    Properties java = new Properties();
    java.load(new StringReader(TEXT));
    Map<String, String> expected = new TreeMap<>();
    java.stringPropertyNames().forEach(name -> expected.put(name, java.getProperty(name).strip()));
    assertEquals(
        expected,
        new TreeMap<>(
            read().entries().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, found -> found.getValue().value()))));
  }

  @Test
  void line_isWhereTheValueThatCountsBegins() throws IOException {
    SettingsFile file = read();
    assertEquals(12, file.entries().get("a").line());
    assertEquals(5, file.entries().get("b").line());
    assertEquals(8, file.entries().get("f").line());
    assertEquals(9, file.entries().get("g").line());
    assertEquals(temp.resolve("x.properties") + ":13", file.find("i").orElseThrow().origin());
  }

  private SettingsFile read() throws IOException {
    return SettingsFile.read(Files.writeString(temp.resolve("x.properties"), TEXT));
  }
}
