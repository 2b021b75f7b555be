package dev.neonflow.embedded.contract;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Makes {@code neon-api.json} from Neon's contract. To take over a new version: change {@link
 * #VERSION}, and from the root of the checkout
 *
 * <pre>
 * npm pack @neondatabase/api-client@VERSION, then unpack the archive
 * mvn -q -pl sdk/embedded test-compile dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp sdk/embedded/target/test-classes:$(cat sdk/embedded/target/cp) \
 *     dev.neonflow.embedded.contract.StripContract package/public-v2-for-users.gen.yaml \
 *     sdk/embedded/src/test/resources/dev/neonflow/embedded/contract/neon-api.json
 * </pre>
 */
public final class StripContract {

  /** The npm package that brings the contract. */
  static final String PACKAGE = "@neondatabase/api-client";

  /** Its version. */
  static final String VERSION = "2.7.3";

  /** The contract in it. */
  static final String FILE = "public-v2-for-users.gen.yaml";

  private StripContract() {}

  /**
   * Reads the contract that the first argument names and writes its facts where the second does.
   */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[1]), facts(Path.of(args[0])));
  }

  static String facts(Path contract) throws IOException {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    Map<String, Object> facts = new LinkedHashMap<>();
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("package", PACKAGE);
    source.put("version", VERSION);
    source.put("file", FILE);
    facts.put("x-source", source);
    try (Reader reader = Files.newBufferedReader(contract)) {
      facts.putAll(ContractFacts.of((Map<?, ?>) new Load(settings).loadFromReader(reader)));
    }
    return FactsText.of(facts);
  }
}
