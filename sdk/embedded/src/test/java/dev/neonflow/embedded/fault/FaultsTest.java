package dev.neonflow.embedded.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.InjectedFault;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  private static final String BRANCHES = "/projects/{project_id}/branches";

  private final Faults faults = new Faults();

  @Test
  void firstInjected_happensFirst_asOftenAsItSays() {
    InjectedFault first = faults.inject(Fault.status(423).times(2));
    faults.inject(Fault.status(500).on("GET", "/regions"));
    faults.inject(Fault.status(503));

    assertEquals("status 423", hit("GET", "/regions"));
    assertEquals("status 423", hit("GET", "/auth"));
    assertEquals("status 503", hit("GET", "/auth"));
    assertEquals("status 500", hit("GET", "/regions"));
    assertEquals("", hit("GET", "/regions"));
    assertEquals(2, first.used());
    assertEquals(3, faults.list().size());
  }

  @Test
  void removedFault_happensNoMore() {
    InjectedFault one = faults.inject(Fault.status(423).always());
    InjectedFault other = faults.inject(Fault.status(500).always());

    one.remove();
    assertEquals("status 500", hit("GET", "/auth"));
    assertEquals(List.of(other), faults.list());
    faults.clear();
    assertEquals("", hit("GET", "/auth"));
    assertEquals(List.of(), faults.list());
  }

  @Test
  void sameSeed_failsTheSameRequests_asOftenAsItsProbabilitySays() {
    List<String> first = sequence(7, 0.25);

    assertEquals(first, sequence(7, 0.25));
    assertNotEquals(first, sequence(8, 0.25));
    long failed = first.stream().filter(effect -> !effect.isEmpty()).count();
    assertTrue(failed > 200 && failed < 300, "failed: " + failed);
    assertTrue(first.stream().distinct().count() == 14, () -> first.stream().distinct() + "");
    assertTrue(sequence(7, 1).stream().noneMatch(String::isEmpty));
  }

  private List<String> sequence(long seed, double probability) {
    faults.clear();
    faults.inject(Fault.random(seed, probability));
    return IntStream.range(0, 1000).mapToObj(i -> hit("GET", "/auth")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/projects/{project_id}/branches, /projects/a-b-1/branches, true",
    "/projects/{p}/branches, /projects/a-b-1/branches, true",
    "/projects/a-b-1/branches, /projects/a-b-1/branches, true",
    "/projects/a-b-2/branches, /projects/a-b-1/branches, false",
    "/projects/*, /projects/a-b-1/branches, true",
    "/projects/{project_id}/branches/*, /projects/a-b-1/branches, true",
    "/projects/{project_id}/{what}, /projects/a-b-1/branches, false",
    "/projects/{project_id}, /projects/a-b-1/branches, false",
    "/projects/{project_id}/branches/{branch_id}/*, /projects/a-b-1/branches, false",
    "/*, /projects/a-b-1/branches, true",
  })
  void path_meansARoute_orWhatIsBelow(String pattern, String path, boolean meant) {
    PathPattern fault = new PathPattern(pattern);

    assertEquals(meant, fault.matches(path, BRANCHES));
    if (meant) {
      assertTrue(fault.covers(BRANCHES));
    }
  }

  private String hit(String method, String path) {
    return faults.hit(method, path, path).map(hit -> hit.effect().toString()).orElse("");
  }
}
