package dev.neonflow.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What happened when JUnit ran some classes, and what these reported. */
record Run(EngineExecutionResults results) {

  static Run of(Class<?>... classes) {
    return of(Map.of(), classes);
  }

  static Run of(Map<String, String> parameters, Class<?>... classes) {
    DiscoverySelector[] selectors =
        Arrays.stream(classes)
            .map(type -> (DiscoverySelector) selectClass(type))
            .toArray(DiscoverySelector[]::new);
    return new Run(
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectors)
            .configurationParameters(parameters)
            .enableImplicitConfigurationParameters(false)
            .execute());
  }

  /** Everything that was reported under this key, in time's order. */
  List<String> reported(String key) {
    return reported().filter(entry -> entry.containsKey(key)).map(e -> e.get(key)).toList();
  }

  /** The only report under this key. */
  String only(String key) {
    List<String> all = reported(key);
    if (all.size() != 1) {
      throw new AssertionError(key + " was reported as " + all + "; failures: " + failures());
    }
    return all.get(0);
  }

  /** The failures of classes and tests. */
  List<String> failures() {
    return results
        .allEvents()
        .failed()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .map(String::valueOf)
        .toList();
  }

  long succeededTests() {
    return results.testEvents().succeeded().count();
  }

  private Stream<Map<String, String>> reported() {
    return results
        .allEvents()
        .reportingEntryPublished()
        .map(Event::getPayload)
        .flatMap(payload -> payload.stream())
        .map(payload -> ((ReportEntry) payload).getKeyValuePairs());
  }
}
