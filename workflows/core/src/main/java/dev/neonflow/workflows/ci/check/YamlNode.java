package dev.neonflow.workflows.ci.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** A value in a YAML file, and its line. What is not there has no value and the line 1. */
record YamlNode(Optional<Node> node, int line) {
  /** What is not there. */
  static final YamlNode NOTHING = new YamlNode(Optional.empty(), 1);

  /** The file cannot be read as YAML. */
  static final class NotYamlException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    NotYamlException(String message, int line, Exception cause) {
      super(message, cause);
      this.line = line;
    }

    int line() {
      return line;
    }
  }

  static YamlNode parse(String text) throws NotYamlException {
    try {
      // Not the class Compose, which the library's module keeps to itself.
      LoadSettings settings = LoadSettings.builder().build();
      return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
          .getSingleNode()
          .map(root -> new YamlNode(Optional.of(root), lineOf(root)))
          .orElse(NOTHING);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new NotYamlException(e.getProblem(), line, e);
    } catch (YamlEngineException e) {
      throw new NotYamlException(String.valueOf(e.getMessage()), 1, e);
    }
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  boolean isThere() {
    return node.isPresent();
  }

  boolean isMapping() {
    return node.filter(MappingNode.class::isInstance).isPresent();
  }

  /** The value of a key; the line is the key's. */
  YamlNode get(String key) {
    return entries().getOrDefault(key, NOTHING);
  }

  /** The values by key, in the order of the file; the lines are the keys'. */
  Map<String, YamlNode> entries() {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    if (node.orElse(null) instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          entries.put(key.getValue(), new YamlNode(Optional.of(tuple.getValueNode()), lineOf(key)));
        }
      }
    }
    return entries;
  }

  /** The items of a list; a single value is a list of one. */
  List<YamlNode> items() {
    List<YamlNode> items = new ArrayList<>();
    if (node.orElse(null) instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> items.add(new YamlNode(Optional.of(item), lineOf(item))));
    } else if (node.orElse(null) instanceof ScalarNode) {
      items.add(this);
    }
    return items;
  }

  /** A plain value; empty for others. */
  String text() {
    return node.orElse(null) instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** The line on which a plain value's text begins, which a block has after its mark. */
  int textLine() {
    if (node.orElse(null) instanceof ScalarNode scalar) {
      boolean block =
          scalar.getScalarStyle() == ScalarStyle.LITERAL
              || scalar.getScalarStyle() == ScalarStyle.FOLDED;
      return lineOf(scalar) + (block ? 1 : 0);
    }
    return line;
  }

  /** All plain values below this one, each with its line; what an alias repeats comes once. */
  List<YamlNode> scalars() {
    List<YamlNode> found = new ArrayList<>();
    collect(found, Collections.newSetFromMap(new IdentityHashMap<>()));
    return found;
  }

  private void collect(List<YamlNode> found, Set<Node> seen) {
    if (node.isEmpty() || !seen.add(node.get())) {
      return;
    }
    if (node.get() instanceof ScalarNode) {
      found.add(new YamlNode(node, textLine()));
    }
    if (isMapping()) {
      entries().values().forEach(value -> value.collect(found, seen));
    } else if (node.get() instanceof SequenceNode) {
      items().forEach(item -> item.collect(found, seen));
    }
  }
}
