package dev.neonflow.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What depends on the repository, in a CI file. */
class TemplateTest {
  private static final Template STEPS =
      new Template(
          """
          steps:
            # only with: fly
            - uses: flyctl
              with:
                version: 1
            # a remark
            - run: all
            # with npm: - uses: node
            # with npm:   with: 22
          """);

  @Test
  void itemOfWhatIsThere_staysWithoutTheComment() {
    assertEquals(
        """
        steps:
          - uses: flyctl
            with:
              version: 1
          # a remark
          - run: all
        """,
        STEPS.with(Set.of("fly", "pnpm")).text());
  }

  @Test
  void itemOfWhatIsNotThere_goesWhole_andATextComes() {
    assertEquals(
        """
        steps:
          # a remark
          - run: all
          - uses: node
            with: 22
        """,
        STEPS.with(Set.of("npm")).text());
  }

  @Test
  void commentsOfJenkins_areKnownToo() {
    Template groovy = new Template("  // only with: fly\n  a()\n  // with npm: sh 'x'\n  b()\n");
    assertEquals("  sh 'x'\n  b()\n", groovy.with(Set.of("npm")).text());
  }
}
