package dev.neonflow.workflows.report;

import dev.neonflow.workflows.migrate.diff.Label;
import dev.neonflow.workflows.migrate.diff.SchemaChange;
import dev.neonflow.workflows.migrate.diff.SchemaChange.Action;
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import dev.neonflow.workflows.migrate.diff.SchemaDiff.Basis;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Differences to render. */
final class SchemaDiffs {

  private SchemaDiffs() {}

  static SchemaDiff afterMainMovedOn() {
    return new SchemaDiff(
        Basis.THREE_WAY,
        "main",
        null,
        Map.of("destructive", 1, "blocking", 1, "additive", 1),
        2,
        List.of(
            new SchemaChange(
                "column customer.email",
                Action.REMOVED,
                Label.DESTRUCTIVE,
                "the column and what it holds go, unless it was renamed",
                "main changed it meanwhile, too"),
            new SchemaChange(
                "index order_by_day on \"order\"",
                Action.ADDED,
                Label.BLOCKING,
                "stops writes to \"order\" while it is built, unless CONCURRENTLY",
                null),
            new SchemaChange(
                "column \"order\".price",
                Action.ADDED,
                Label.ADDITIVE,
                "only the catalog changes",
                null)),
        """
        --- main
        +++ preview/pr-42-add-prices
        @@ -1,14 +1,15 @@
         CREATE TABLE public.customer (
             id bigint NOT NULL,
             name text NOT NULL,
        -    email character varying(40)
         );
         ALTER TABLE ONLY public.customer
             ADD CONSTRAINT customer_pkey PRIMARY KEY (id);

         CREATE TABLE public."order" (
             id bigint NOT NULL,
             day date
        +    price numeric(10,2)
         );
         ALTER TABLE ONLY public."order"
             ADD CONSTRAINT order_pkey PRIMARY KEY (id);
        +CREATE INDEX order_by_day ON public."order" USING btree (day);
        """,
        0,
        null);
  }

  static SchemaDiff without(Basis basis, String note) {
    return new SchemaDiff(basis, "main", note, Map.of(), 0, List.of(), "", 0, null);
  }

  static SchemaDiff large() {
    SchemaChange change =
        new SchemaChange(
            "x|".repeat(60), Action.CHANGED, Label.CHANGED, "@y ".repeat(100), "<b>".repeat(90));
    return new SchemaDiff(
        Basis.THREE_WAY,
        "main",
        "z".repeat(9_000),
        Map.of("changed", 999),
        5,
        Collections.nCopies(90, change),
        "+ ```` @team #1 </details> <!-- neonflow:other -->\n".repeat(2_000),
        77,
        null);
  }
}
