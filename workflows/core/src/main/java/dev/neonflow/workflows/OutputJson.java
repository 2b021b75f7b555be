package dev.neonflow.workflows;

import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.internal.json.RecordReader;
import dev.neonflow.workflows.internal.json.RecordWriter;
import dev.neonflow.workflows.internal.json.TypeRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What steps put out, as JSON and back: for engines that keep it between steps. Such histories are
 * stored and shown, so an output is small and holds no secret.
 */
public final class OutputJson {

  /** How long an output may be, in bytes. */
  public static final int LONGEST = 64 * 1024;

  private OutputJson() {}

  /**
   * Writes an output.
   *
   * @throws PreconditionException if it holds a secret, something that has no form in JSON or more
   *     than {@link #LONGEST}
   */
  public static String write(Record output) {
    try {
      RecordWriter writer = new RecordWriter(TypeRegistry.load(List.of(output.getClass())));
      String json = JsonTree.print(writer.write(output, output.getClass().getSimpleName()));
      int length = json.getBytes(StandardCharsets.UTF_8).length;
      if (length > LONGEST) {
        throw PreconditionException.usage(
            "an output of " + length + " bytes is too long; at most " + LONGEST + " are kept",
            "put out where the data are instead of the data");
      }
      return json;
    } catch (JsonRefusal e) {
      throw PreconditionException.usage("an output cannot be kept: " + e.message(), e.next());
    }
  }

  /**
   * Reads an output.
   *
   * @throws PreconditionException if it is no such output
   */
  public static <T extends Record> T read(String json, Class<T> type) {
    try {
      RecordReader reader = new RecordReader(TypeRegistry.load(List.of(type)));
      return reader.read(JsonTree.parse(json), type, type.getSimpleName());
    } catch (JsonRefusal e) {
      throw PreconditionException.usage("an output cannot be read: " + e.message(), e.next());
    }
  }
}
