package dev.neonflow.scripts;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds each JSON result that a test sees to the published description of it. */
final class OutputSchema {

  static final Path FILE = Checkout.ROOT.resolve("docs/reference/output.schema.json");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Schema SCHEMA = load();

  private OutputSchema() {}

  /** Fails if this is a result in JSON, and not what its description says. */
  static void check(String out) {
    if (!out.startsWith("{\"schema_version\"")) {
      return;
    }
    JsonNode object;
    try {
      object = JSON.readTree(out);
    } catch (JacksonException e) {
      throw new AssertionError("not one JSON object: " + out, e);
    }
    List<Error> errors = SCHEMA.validate(object);
    if (!errors.isEmpty()) {
      throw new AssertionError(
          errors.stream()
              .map(Error::toString)
              .collect(Collectors.joining("\n  ", FILE.getFileName() + ":\n  ", "\n" + out)));
    }
  }

  private static Schema load() {
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    try {
      return registry.getSchema(JSON.readTree(Files.readString(FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
