--
-- PostgreSQL database dump
--

\restrict DIgycwHIe5ra9SqxWGvg2H291KR4xWJLgQoGkr0jVp8wYd9Xm7HLYEbrWvtdKHb

-- Dumped from database version 15.20 (Debian 15.20-0+deb12u1)
-- Dumped by pg_dump version 15.20 (Debian 15.20-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: Odd Names; Type: SCHEMA; Schema: -; Owner: neondb_owner
--

CREATE SCHEMA "Odd Names";


ALTER SCHEMA "Odd Names" OWNER TO neondb_owner;

--
-- Name: app; Type: SCHEMA; Schema: -; Owner: neondb_owner
--

CREATE SCHEMA app;


ALTER SCHEMA app OWNER TO neondb_owner;

--
-- Name: SCHEMA app; Type: COMMENT; Schema: -; Owner: neondb_owner
--

COMMENT ON SCHEMA app IS 'The application''s own
second line \ with a backslash';


--
-- Name: extensions; Type: SCHEMA; Schema: -; Owner: neondb_owner
--

CREATE SCHEMA extensions;


ALTER SCHEMA extensions OWNER TO neondb_owner;

--
-- Name: Case "less"; Type: COLLATION; Schema: Odd Names; Owner: neondb_owner
--

CREATE COLLATION "Odd Names"."Case ""less""" (provider = icu, deterministic = false, locale = 'und-u-ks-level2');


ALTER COLLATION "Odd Names"."Case ""less""" OWNER TO neondb_owner;

--
-- Name: by_code; Type: COLLATION; Schema: app; Owner: neondb_owner
--

CREATE COLLATION app.by_code (provider = libc, locale = 'C');


ALTER COLLATION app.by_code OWNER TO neondb_owner;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA extensions;


--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';


--
-- Name: cube; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS cube WITH SCHEMA extensions;


--
-- Name: EXTENSION cube; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION cube IS 'data type for multidimensional cubes';


--
-- Name: hstore; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;


--
-- Name: EXTENSION hstore; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION hstore IS 'changed';


--
-- Name: code; Type: DOMAIN; Schema: app; Owner: neondb_owner
--

CREATE DOMAIN app.code AS character varying(8) COLLATE app.by_code
	CONSTRAINT code_check CHECK (((VALUE)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[])));


ALTER DOMAIN app.code OWNER TO neondb_owner;

--
-- Name: empty_type; Type: TYPE; Schema: app; Owner: neondb_owner
--

CREATE TYPE app.empty_type AS (
);


ALTER TYPE app.empty_type OWNER TO neondb_owner;

--
-- Name: floats; Type: TYPE; Schema: app; Owner: neondb_owner
--

CREATE TYPE app.floats AS RANGE (
    subtype = double precision,
    multirange_type_name = app.many_floats,
    subtype_diff = float8mi
);


ALTER TYPE app.floats OWNER TO neondb_owner;

--
-- Name: point3; Type: TYPE; Schema: app; Owner: neondb_owner
--

CREATE TYPE app.point3 AS (
	x double precision,
	y double precision,
	label character varying(20) COLLATE pg_catalog."C"
);


ALTER TYPE app.point3 OWNER TO neondb_owner;

--
-- Name: TYPE point3; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON TYPE app.point3 IS 'three';


--
-- Name: COLUMN point3.x; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON COLUMN app.point3.x IS 'first';


--
-- Name: line3; Type: TYPE; Schema: app; Owner: neondb_owner
--

CREATE TYPE app.line3 AS (
	a app.point3,
	b app.point3[]
);


ALTER TYPE app.line3 OWNER TO neondb_owner;

--
-- Name: mood; Type: TYPE; Schema: app; Owner: neondb_owner
--

CREATE TYPE app.mood AS ENUM (
    'angry',
    'sad',
    'it''s "ok"',
    'happy'
);


ALTER TYPE app.mood OWNER TO neondb_owner;

--
-- Name: positive; Type: DOMAIN; Schema: app; Owner: neondb_owner
--

CREATE DOMAIN app.positive AS integer NOT NULL DEFAULT 1
	CONSTRAINT more_than_zero CHECK ((VALUE > 0));


ALTER DOMAIN app.positive OWNER TO neondb_owner;

--
-- Name: DOMAIN positive; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON DOMAIN app.positive IS 'more';


--
-- Name: CONSTRAINT more_than_zero ON DOMAIN positive; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON CONSTRAINT more_than_zero ON DOMAIN app.positive IS 'than zero';


--
-- Name: self_checked; Type: DOMAIN; Schema: app; Owner: neondb_owner
--

CREATE DOMAIN app.self_checked AS text;


ALTER DOMAIN app.self_checked OWNER TO neondb_owner;

--
-- Name: small_positive; Type: DOMAIN; Schema: app; Owner: neondb_owner
--

CREATE DOMAIN app.small_positive AS app.positive DEFAULT 1
	CONSTRAINT small_positive_check CHECK (((VALUE)::integer < 100));


ALTER DOMAIN app.small_positive OWNER TO neondb_owner;

--
-- Name: words; Type: TYPE; Schema: app; Owner: neondb_owner
--

CREATE TYPE app.words AS RANGE (
    subtype = text,
    multirange_type_name = app.words_multirange,
    collation = pg_catalog."C"
);


ALTER TYPE app.words OWNER TO neondb_owner;

--
-- Name: f "x"(text); Type: FUNCTION; Schema: Odd Names; Owner: neondb_owner
--

CREATE FUNCTION "Odd Names"."f ""x"""("the arg" text) RETURNS text
    LANGUAGE sql
    AS $_$ SELECT "the arg" || '$$' || '$function$' $_$;


ALTER FUNCTION "Odd Names"."f ""x"""("the arg" text) OWNER TO neondb_owner;

--
-- Name: add_to(numeric, numeric); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.add_to(state numeric, v numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE
    AS $$SELECT state + v$$;


ALTER FUNCTION app.add_to(state numeric, v numeric) OWNER TO neondb_owner;

--
-- Name: atomic(integer, integer); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.atomic(a integer, b integer DEFAULT 2) RETURNS integer
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (a + b);
 SELECT (a * b);
END;


ALTER FUNCTION app.atomic(a integer, b integer) OWNER TO neondb_owner;

--
-- Name: returned(integer); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.returned(a integer) RETURNS integer
    LANGUAGE sql IMMUTABLE
    RETURN (a + app.atomic(a));


ALTER FUNCTION app.returned(a integer) OWNER TO neondb_owner;

--
-- Name: slug(text); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.slug(t text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT lower(t) $$;


ALTER FUNCTION app.slug(t text) OWNER TO neondb_owner;

--
-- Name: FUNCTION slug(t text); Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON FUNCTION app.slug(t text) IS 'slugs';


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: users; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.users (
    id integer NOT NULL,
    gid bigint NOT NULL,
    did smallint NOT NULL,
    email text NOT NULL COLLATE pg_catalog."C",
    slug text GENERATED ALWAYS AS (app.slug(email)) STORED,
    shown text GENERATED ALWAYS AS (app.slug(email)) STORED,
    feeling app.mood DEFAULT 'happy'::app.mood NOT NULL,
    place app.point3,
    places app.point3[] DEFAULT '{}'::app.point3[],
    tags public.hstore,
    level app.positive DEFAULT 2,
    span app.floats,
    spans app.many_floats,
    kind character varying(10) DEFAULT 'a'::character varying,
    score numeric(10,2) DEFAULT app.returned(3),
    at timestamp(3) with time zone DEFAULT now(),
    bits bit varying(5),
    big text,
    later integer NOT NULL,
    CONSTRAINT score_positive CHECK ((score > (0)::numeric)) NO INHERIT,
    CONSTRAINT users_kind_check CHECK (((kind)::text = ANY ((ARRAY['a'::character varying, 'it''s], b'::character varying])::text[])))
)
WITH (fillfactor='70', autovacuum_enabled='false', toast.autovacuum_enabled='false');
ALTER TABLE ONLY app.users ALTER COLUMN email SET STATISTICS 300;
ALTER TABLE ONLY app.users ALTER COLUMN email SET (n_distinct=-0.5);
ALTER TABLE ONLY app.users ALTER COLUMN big SET STORAGE EXTERNAL;
ALTER TABLE ONLY app.users ALTER COLUMN big SET COMPRESSION pglz;

ALTER TABLE ONLY app.users REPLICA IDENTITY FULL;

ALTER TABLE ONLY app.users FORCE ROW LEVEL SECURITY;


ALTER TABLE app.users OWNER TO neondb_owner;

--
-- Name: TABLE users; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON TABLE app.users IS 'people';


--
-- Name: COLUMN users.email; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON COLUMN app.users.email IS 'where; they are';


--
-- Name: all_users(); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.all_users() RETURNS SETOF app.users
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT users.id,
     users.gid,
     users.did,
     users.email,
     users.slug,
     users.shown,
     users.feeling,
     users.place,
     users.places,
     users.tags,
     users.level,
     users.span,
     users.spans,
     users.kind,
     users.score,
     users.at,
     users.bits,
     users.big,
     users.later
    FROM app.users;
END;


ALTER FUNCTION app.all_users() OWNER TO neondb_owner;

--
-- Name: area(app.point3, numeric, integer[]); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.area(p app.point3, factor numeric DEFAULT 1.5, VARIADIC more integer[] DEFAULT '{}'::integer[]) RETURNS numeric
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 7
    SET search_path TO ''
    SET work_mem TO '8MB'
    AS $_$
BEGIN
  -- a dollar $$ and a quote ' and a semicolon; {fn now()} and :name and ?
  RETURN (p.x * p.y)::numeric * factor + $1.x;
END
$_$;


ALTER FUNCTION app.area(p app.point3, factor numeric, VARIADIC more integer[]) OWNER TO neondb_owner;

--
-- Name: counted; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.counted (
    id bigint
);


ALTER TABLE app.counted OWNER TO neondb_owner;

--
-- Name: count_counted(); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.count_counted() RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT count(*) AS count
    FROM app.counted;
END;


ALTER FUNCTION app.count_counted() OWNER TO neondb_owner;

--
-- Name: do_it(integer, text); Type: PROCEDURE; Schema: app; Owner: neondb_owner
--

CREATE PROCEDURE app.do_it(INOUT a integer, IN b text DEFAULT 'b;'::text)
    LANGUAGE plpgsql
    AS $$ BEGIN a := a + 1; COMMIT; END $$;


ALTER PROCEDURE app.do_it(INOUT a integer, IN b text) OWNER TO neondb_owner;

--
-- Name: PROCEDURE do_it(INOUT a integer, IN b text); Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON PROCEDURE app.do_it(INOUT a integer, IN b text) IS 'does';


--
-- Name: ev(); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.ev() RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$BEGIN END$$;


ALTER FUNCTION app.ev() OWNER TO neondb_owner;

--
-- Name: is_fine(app.self_checked); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.is_fine(v app.self_checked) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$SELECT v IS NOT NULL$$;


ALTER FUNCTION app.is_fine(v app.self_checked) OWNER TO neondb_owner;

--
-- Name: many(integer, integer); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.many(a integer, OUT b integer, OUT "C d" text, INOUT e integer DEFAULT 3) RETURNS SETOF record
    LANGUAGE sql ROWS 5
    AS $$ SELECT a, 'x', e $$;


ALTER FUNCTION app.many(a integer, OUT b integer, OUT "C d" text, INOUT e integer) OWNER TO neondb_owner;

--
-- Name: cyclic; Type: VIEW; Schema: app; Owner: neondb_owner
--

CREATE VIEW app.cyclic AS
SELECT
    NULL::integer AS id,
    NULL::text AS "Name";


ALTER TABLE app.cyclic OWNER TO neondb_owner;

--
-- Name: of_cyclic(); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.of_cyclic() RETURNS SETOF app.cyclic
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT cyclic.id,
     cyclic."Name"
    FROM app.cyclic;
END;


ALTER FUNCTION app.of_cyclic() OWNER TO neondb_owner;

--
-- Name: rows_of(); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.rows_of() RETURNS TABLE(id integer, name text)
    LANGUAGE sql
    AS $_$SELECT 1, $q$it's$q$::text$_$;


ALTER FUNCTION app.rows_of() OWNER TO neondb_owner;

--
-- Name: share_of(numeric, numeric); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.share_of(state numeric, share numeric) RETURNS numeric
    LANGUAGE sql IMMUTABLE
    AS $$SELECT state * share$$;


ALTER FUNCTION app.share_of(state numeric, share numeric) OWNER TO neondb_owner;

--
-- Name: touch(); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN NEW.at := now(); RETURN NEW; END $$;


ALTER FUNCTION app.touch() OWNER TO neondb_owner;

--
-- Name: user_name(app.users); Type: FUNCTION; Schema: app; Owner: neondb_owner
--

CREATE FUNCTION app.user_name(u app.users) RETURNS text
    LANGUAGE sql STABLE
    AS $$SELECT u.email$$;


ALTER FUNCTION app.user_name(u app.users) OWNER TO neondb_owner;

--
-- Name: moving(numeric[]); Type: AGGREGATE; Schema: app; Owner: neondb_owner
--

CREATE AGGREGATE app.moving(VARIADIC v numeric[]) (
    SFUNC = array_cat,
    STYPE = numeric[],
    INITCOND = '{}',
    COMBINEFUNC = array_cat
);


ALTER AGGREGATE app.moving(VARIADIC v numeric[]) OWNER TO neondb_owner;

--
-- Name: share(numeric, numeric); Type: AGGREGATE; Schema: app; Owner: neondb_owner
--

CREATE AGGREGATE app.share(share numeric ORDER BY numeric) (
    SFUNC = app.add_to,
    STYPE = numeric,
    INITCOND = '0',
    FINALFUNC = app.share_of,
    PARALLEL = safe
);


ALTER AGGREGATE app.share(share numeric ORDER BY numeric) OWNER TO neondb_owner;

--
-- Name: total(numeric); Type: AGGREGATE; Schema: app; Owner: neondb_owner
--

CREATE AGGREGATE app.total(numeric) (
    SFUNC = app.add_to,
    STYPE = numeric,
    INITCOND = '0'
);


ALTER AGGREGATE app.total(numeric) OWNER TO neondb_owner;

--
-- Name: AGGREGATE total(numeric); Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON AGGREGATE app.total(numeric) IS 'sums';


--
-- Name: ===; Type: OPERATOR; Schema: app; Owner: neondb_owner
--

CREATE OPERATOR app.=== (
    FUNCTION = int4eq,
    LEFTARG = integer,
    RIGHTARG = integer
);


ALTER OPERATOR app.=== (integer, integer) OWNER TO neondb_owner;

--
-- Name: ts; Type: TEXT SEARCH CONFIGURATION; Schema: app; Owner: neondb_owner
--

CREATE TEXT SEARCH CONFIGURATION app.ts (
    PARSER = pg_catalog."default" );

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR asciiword WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR word WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR numword WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR email WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR url WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR host WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR sfloat WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR version WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR hword_numpart WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR hword_part WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR hword_asciipart WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR numhword WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR asciihword WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR hword WITH english_stem;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR url_path WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR file WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR "float" WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR "int" WITH simple;

ALTER TEXT SEARCH CONFIGURATION app.ts
    ADD MAPPING FOR uint WITH simple;


ALTER TEXT SEARCH CONFIGURATION app.ts OWNER TO neondb_owner;

--
-- Name: w; Type: FOREIGN DATA WRAPPER; Schema: -; Owner: neondb_owner
--

CREATE FOREIGN DATA WRAPPER w;


ALTER FOREIGN DATA WRAPPER w OWNER TO neondb_owner;

--
-- Name: far; Type: SERVER; Schema: -; Owner: neondb_owner
--

CREATE SERVER far FOREIGN DATA WRAPPER w OPTIONS (
    host 'db.example.org'
);


ALTER SERVER far OWNER TO neondb_owner;

--
-- Name: USER MAPPING neondb_owner SERVER far; Type: USER MAPPING; Schema: -; Owner: neondb_owner
--

CREATE USER MAPPING FOR neondb_owner SERVER far OPTIONS (
    password 's3cr3t',
    "user" 'x'
);


--
-- Name: The "table"; Type: TABLE; Schema: Odd Names; Owner: neondb_owner
--

CREATE TABLE "Odd Names"."The ""table""" (
    "Ünï; cödé" integer NOT NULL,
    "select" text DEFAULT 'tab	here\'::text,
    "$dollar$" text DEFAULT '$$'::text,
    "quo'te" integer
);


ALTER TABLE "Odd Names"."The ""table""" OWNER TO neondb_owner;

--
-- Name: COLUMN "The ""table"""."select"; Type: COMMENT; Schema: Odd Names; Owner: neondb_owner
--

COMMENT ON COLUMN "Odd Names"."The ""table"""."select" IS 'line 1
line 2 -- no comment
; \ $$';


--
-- Name: the "view"; Type: VIEW; Schema: Odd Names; Owner: neondb_owner
--

CREATE VIEW "Odd Names"."the ""view""" AS
 SELECT 1 AS "a b",
    'x;y'::text AS "C";


ALTER TABLE "Odd Names"."the ""view""" OWNER TO neondb_owner;

--
-- Name: 日本; Type: TABLE; Schema: Odd Names; Owner: neondb_owner
--

CREATE TABLE "Odd Names"."日本" (
    "名" text
);


ALTER TABLE "Odd Names"."日本" OWNER TO neondb_owner;

--
-- Name: z_first; Type: VIEW; Schema: app; Owner: neondb_owner
--

CREATE VIEW app.z_first AS
 SELECT u.id,
    u.gid,
    u.did,
    u.email,
    u.slug,
    u.shown,
    u.feeling,
    u.place,
    u.places,
    u.tags,
    u.level,
    u.span,
    u.spans,
    u.kind,
    u.score,
    u.at,
    u.bits,
    u.big,
    u.later,
    u.id AS again
   FROM app.users u
  WHERE ((u.kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]));


ALTER TABLE app.z_first OWNER TO neondb_owner;

--
-- Name: VIEW z_first; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON VIEW app.z_first IS 'view';


--
-- Name: COLUMN z_first.email; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON COLUMN app.z_first.email IS 'its column';


--
-- Name: a_second; Type: VIEW; Schema: app; Owner: neondb_owner
--

CREATE VIEW app.a_second WITH (security_barrier='true', security_invoker='true') AS
 SELECT z_first.id,
    z_first.email
   FROM app.z_first
  WHERE (z_first.id > 1)
  WITH LOCAL CHECK OPTION;


ALTER TABLE app.a_second OWNER TO neondb_owner;

--
-- Name: summary; Type: MATERIALIZED VIEW; Schema: app; Owner: neondb_owner
--

CREATE MATERIALIZED VIEW app.summary
WITH (fillfactor='90') AS
 SELECT users.kind,
    count(*) AS n
   FROM app.users
  GROUP BY users.kind
  WITH NO DATA;


ALTER TABLE app.summary OWNER TO neondb_owner;

--
-- Name: MATERIALIZED VIEW summary; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON MATERIALIZED VIEW app.summary IS 'sums';


--
-- Name: a_summary; Type: MATERIALIZED VIEW; Schema: app; Owner: neondb_owner
--

CREATE MATERIALIZED VIEW app.a_summary AS
 SELECT sum(summary.n) AS all_of
   FROM app.summary
  WITH NO DATA;


ALTER TABLE app.a_summary OWNER TO neondb_owner;

--
-- Name: animals; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.animals (
    id integer NOT NULL,
    name text DEFAULT 'x'::text,
    age integer DEFAULT 0,
    added integer DEFAULT 9,
    CONSTRAINT animals_name_check CHECK ((name <> ''::text))
);


ALTER TABLE app.animals OWNER TO neondb_owner;

--
-- Name: booking_parts; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.booking_parts (
    room integer,
    during tstzrange,
    note text
);


ALTER TABLE app.booking_parts OWNER TO neondb_owner;

--
-- Name: bookings; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.bookings (
    room integer NOT NULL,
    during tstzrange NOT NULL,
    who integer
);


ALTER TABLE app.bookings OWNER TO neondb_owner;

--
-- Name: cache; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE UNLOGGED TABLE app.cache (
    key text NOT NULL,
    value jsonb DEFAULT '{"a": [1]}'::jsonb,
    n integer NOT NULL,
    CONSTRAINT cache_value_check CHECK ((value ? 'a'::text))
);


ALTER TABLE app.cache OWNER TO neondb_owner;

--
-- Name: cache_n_seq; Type: SEQUENCE; Schema: app; Owner: neondb_owner
--

CREATE UNLOGGED SEQUENCE app.cache_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE app.cache_n_seq OWNER TO neondb_owner;

--
-- Name: cache_n_seq; Type: SEQUENCE OWNED BY; Schema: app; Owner: neondb_owner
--

ALTER SEQUENCE app.cache_n_seq OWNED BY app.cache.n;


--
-- Name: circle_a; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.circle_a (
    id integer NOT NULL,
    b integer
);


ALTER TABLE app.circle_a OWNER TO neondb_owner;

--
-- Name: circle_b; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.circle_b (
    id integer NOT NULL,
    a integer
);


ALTER TABLE app.circle_b OWNER TO neondb_owner;

--
-- Name: pets; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.pets (
    name text DEFAULT 'y'::text NOT NULL,
    owner text,
    CONSTRAINT pets_owner_check CHECK ((owner <> ''::text))
)
INHERITS (app.animals);


ALTER TABLE app.pets OWNER TO neondb_owner;

--
-- Name: dogs; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.dogs (
    age integer DEFAULT 0,
    breed text
)
INHERITS (app.pets);
ALTER TABLE ONLY app.dogs ALTER COLUMN added SET NOT NULL;


ALTER TABLE app.dogs OWNER TO neondb_owner;

--
-- Name: events; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.events (
    id bigint NOT NULL,
    at date NOT NULL,
    region text DEFAULT 'eu'::text NOT NULL,
    size integer,
    who integer,
    twice integer GENERATED ALWAYS AS ((size * 2)) STORED,
    CONSTRAINT events_size_check CHECK ((size > 0))
)
PARTITION BY RANGE (at);


ALTER TABLE app.events OWNER TO neondb_owner;

--
-- Name: events_2025; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.events_2025 (
    id bigint NOT NULL,
    at date NOT NULL,
    region text DEFAULT 'eu'::text NOT NULL,
    size integer,
    who integer,
    twice integer GENERATED ALWAYS AS ((size * 2)) STORED,
    CONSTRAINT events_size_check CHECK ((size > 0))
)
PARTITION BY LIST (region);


ALTER TABLE app.events_2025 OWNER TO neondb_owner;

--
-- Name: events_2025_eu; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.events_2025_eu (
    id bigint NOT NULL,
    at date NOT NULL,
    region text DEFAULT 'eu'::text NOT NULL,
    size integer,
    who integer,
    twice integer GENERATED ALWAYS AS ((size * 2)) STORED,
    CONSTRAINT events_size_check CHECK ((size > 0))
);


ALTER TABLE app.events_2025_eu OWNER TO neondb_owner;

--
-- Name: events_2025_rest; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.events_2025_rest (
    id bigint NOT NULL,
    at date NOT NULL,
    region text DEFAULT 'eu'::text NOT NULL,
    size integer DEFAULT 3,
    who integer,
    twice integer GENERATED ALWAYS AS ((size * 2)) STORED,
    CONSTRAINT events_size_check CHECK ((size > 0))
);


ALTER TABLE app.events_2025_rest OWNER TO neondb_owner;

--
-- Name: events_default; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.events_default (
    size integer,
    who integer,
    at date NOT NULL,
    region text NOT NULL,
    id bigint NOT NULL,
    twice integer GENERATED ALWAYS AS ((size * 3)) STORED,
    CONSTRAINT events_size_check CHECK ((size > 0))
);


ALTER TABLE app.events_default OWNER TO neondb_owner;

--
-- Name: events_id_seq; Type: SEQUENCE; Schema: app; Owner: neondb_owner
--

ALTER TABLE app.events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: far_away; Type: FOREIGN TABLE; Schema: app; Owner: neondb_owner
--

CREATE FOREIGN TABLE app.far_away (
    id integer NOT NULL,
    n text
)
SERVER far
OPTIONS (
    t 'y'
);
ALTER FOREIGN TABLE app.far_away ALTER COLUMN n OPTIONS (
    c 'x'
);


ALTER FOREIGN TABLE app.far_away OWNER TO neondb_owner;

--
-- Name: gid_numbers; Type: SEQUENCE; Schema: app; Owner: neondb_owner
--

ALTER TABLE app.users ALTER COLUMN gid ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.gid_numbers
    START WITH 100
    INCREMENT BY 10
    NO MINVALUE
    NO MAXVALUE
    CACHE 2
);


--
-- Name: grouped; Type: VIEW; Schema: app; Owner: neondb_owner
--

CREATE VIEW app.grouped AS
SELECT
    NULL::integer AS id,
    NULL::text COLLATE pg_catalog."C" AS email;


ALTER TABLE app.grouped OWNER TO neondb_owner;

--
-- Name: hashed; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.hashed (
    id integer,
    v text
)
PARTITION BY HASH (id, app.slug(v));


ALTER TABLE app.hashed OWNER TO neondb_owner;

--
-- Name: hashed_0; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.hashed_0 (
    id integer,
    v text
)
WITH (fillfactor='50');


ALTER TABLE app.hashed_0 OWNER TO neondb_owner;

--
-- Name: identified; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.identified (
    id integer NOT NULL
);


ALTER TABLE app.identified OWNER TO neondb_owner;

--
-- Name: joined; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.joined (
    late text,
    id integer,
    extra integer,
    name text DEFAULT NULL,
    age integer DEFAULT NULL,
    added integer DEFAULT NULL,
    CONSTRAINT animals_name_check CHECK ((name <> ''::text))
)
INHERITS (app.animals);


ALTER TABLE app.joined OWNER TO neondb_owner;

--
-- Name: no_columns; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.no_columns (
);


ALTER TABLE app.no_columns OWNER TO neondb_owner;

--
-- Name: numbers; Type: SEQUENCE; Schema: app; Owner: neondb_owner
--

CREATE SEQUENCE app.numbers
    AS smallint
    START WITH 5
    INCREMENT BY -5
    MINVALUE -100
    MAXVALUE 10
    CACHE 3
    CYCLE;


ALTER TABLE app.numbers OWNER TO neondb_owner;

--
-- Name: SEQUENCE numbers; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON SEQUENCE app.numbers IS 'down';


--
-- Name: numbers_unlogged; Type: SEQUENCE; Schema: app; Owner: neondb_owner
--

CREATE UNLOGGED SEQUENCE app.numbers_unlogged
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE app.numbers_unlogged OWNER TO neondb_owner;

--
-- Name: tree; Type: VIEW; Schema: app; Owner: neondb_owner
--

CREATE VIEW app.tree AS
 WITH RECURSIVE tree(n) AS (
         VALUES (1)
        UNION ALL
         SELECT (tree_1.n + 1)
           FROM tree tree_1
          WHERE (tree_1.n < 5)
        )
 SELECT tree.n
   FROM tree;


ALTER TABLE app.tree OWNER TO neondb_owner;

--
-- Name: typed; Type: TABLE; Schema: app; Owner: neondb_owner
--

CREATE TABLE app.typed OF app.point3 (
    x NOT NULL,
    y DEFAULT 1
);


ALTER TABLE app.typed OWNER TO neondb_owner;

--
-- Name: users_did_seq; Type: SEQUENCE; Schema: app; Owner: neondb_owner
--

ALTER TABLE app.users ALTER COLUMN did ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME app.users_did_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: users_id_seq; Type: SEQUENCE; Schema: app; Owner: neondb_owner
--

CREATE SEQUENCE app.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE app.users_id_seq OWNER TO neondb_owner;

--
-- Name: users_id_seq; Type: SEQUENCE OWNED BY; Schema: app; Owner: neondb_owner
--

ALTER SEQUENCE app.users_id_seq OWNED BY app.users.id;


--
-- Name: events_2025; Type: TABLE ATTACH; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.events ATTACH PARTITION app.events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');


--
-- Name: events_2025_eu; Type: TABLE ATTACH; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.events_2025 ATTACH PARTITION app.events_2025_eu FOR VALUES IN ('eu', 'it''s', NULL);


--
-- Name: events_2025_rest; Type: TABLE ATTACH; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.events_2025 ATTACH PARTITION app.events_2025_rest DEFAULT;


--
-- Name: hashed_0; Type: TABLE ATTACH; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.hashed ATTACH PARTITION app.hashed_0 FOR VALUES WITH (modulus 2, remainder 0);


--
-- Name: cache n; Type: DEFAULT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.cache ALTER COLUMN n SET DEFAULT nextval('app.cache_n_seq'::regclass);


--
-- Name: counted id; Type: DEFAULT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.counted ALTER COLUMN id SET DEFAULT app.count_counted();


--
-- Name: dogs id; Type: DEFAULT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.dogs ALTER COLUMN id SET DEFAULT 4;


--
-- Name: dogs name; Type: DEFAULT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.dogs ALTER COLUMN name SET DEFAULT 'y'::text;


--
-- Name: dogs added; Type: DEFAULT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.dogs ALTER COLUMN added SET DEFAULT 10;


--
-- Name: pets age; Type: DEFAULT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.pets ALTER COLUMN age SET DEFAULT 0;


--
-- Name: pets added; Type: DEFAULT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.pets ALTER COLUMN added SET DEFAULT 9;


--
-- Name: users id; Type: DEFAULT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.users ALTER COLUMN id SET DEFAULT nextval('app.users_id_seq'::regclass);


--
-- Name: z_first email; Type: DEFAULT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.z_first ALTER COLUMN email SET DEFAULT 'nobody'::text;


--
-- Name: The "table" The "table"_pkey; Type: CONSTRAINT; Schema: Odd Names; Owner: neondb_owner
--

ALTER TABLE ONLY "Odd Names"."The ""table"""
    ADD CONSTRAINT "The ""table""_pkey" PRIMARY KEY ("Ünï; cödé");


--
-- Name: bookings bookings_key; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.bookings
    ADD CONSTRAINT bookings_key PRIMARY KEY (room, during);


--
-- Name: cache cache_pkey; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.cache
    ADD CONSTRAINT cache_pkey PRIMARY KEY (key);


--
-- Name: circle_a circle_a_pkey; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.circle_a
    ADD CONSTRAINT circle_a_pkey PRIMARY KEY (id);


--
-- Name: circle_b circle_b_pkey; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.circle_b
    ADD CONSTRAINT circle_b_pkey PRIMARY KEY (id);


--
-- Name: counted counted_check; Type: CHECK CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE app.counted
    ADD CONSTRAINT counted_check CHECK ((app.count_counted() > 0));


--
-- Name: users email_once; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.users
    ADD CONSTRAINT email_once UNIQUE NULLS NOT DISTINCT (email) INCLUDE (id) WITH (fillfactor='80') DEFERRABLE INITIALLY DEFERRED;


--
-- Name: CONSTRAINT email_once ON users; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON CONSTRAINT email_once ON app.users IS 'once';


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id, at, region);


--
-- Name: events_2025 events_2025_pkey; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.events_2025
    ADD CONSTRAINT events_2025_pkey PRIMARY KEY (id, at, region);


--
-- Name: events_2025_eu events_2025_eu_pkey; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.events_2025_eu
    ADD CONSTRAINT events_2025_eu_pkey PRIMARY KEY (id, at, region);


--
-- Name: events_2025_rest events_2025_rest_pkey; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.events_2025_rest
    ADD CONSTRAINT events_2025_rest_pkey PRIMARY KEY (id, at, region);


--
-- Name: self_checked fine; Type: CHECK CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER DOMAIN app.self_checked
    ADD CONSTRAINT fine CHECK (app.is_fine((VALUE)::app.self_checked));


--
-- Name: identified identified_once; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.identified
    ADD CONSTRAINT identified_once UNIQUE (id);

ALTER TABLE ONLY app.identified REPLICA IDENTITY USING INDEX identified_once;


--
-- Name: code later; Type: CHECK CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER DOMAIN app.code
    ADD CONSTRAINT later CHECK (((VALUE)::text <> 'C'::text)) NOT VALID;


--
-- Name: bookings no_clash; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.bookings
    ADD CONSTRAINT no_clash EXCLUDE USING gist (room WITH =, during WITH &&) WHERE ((room > 0));


--
-- Name: users not_valid; Type: CHECK CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE app.users
    ADD CONSTRAINT not_valid CHECK ((id < 1000000)) NOT VALID;


--
-- Name: typed typed_pkey; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.typed
    ADD CONSTRAINT typed_pkey PRIMARY KEY (x);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE app.users CLUSTER ON users_pkey;


--
-- Name: an "index"; Type: INDEX; Schema: Odd Names; Owner: neondb_owner
--

CREATE INDEX "an ""index""" ON "Odd Names"."The ""table""" USING btree ("quo'te");


--
-- Name: Users Ident; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE UNIQUE INDEX "Users Ident" ON app.users USING btree (did) NULLS NOT DISTINCT;


--
-- Name: events_size; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE INDEX events_size ON ONLY app.events USING btree (size);


--
-- Name: events_2025_size_idx; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE INDEX events_2025_size_idx ON ONLY app.events_2025 USING btree (size);


--
-- Name: events_2025_eu_size_idx; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE INDEX events_2025_eu_size_idx ON app.events_2025_eu USING btree (size);


--
-- Name: events_2025_rest_size_idx; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE INDEX events_2025_rest_size_idx ON app.events_2025_rest USING btree (size);


--
-- Name: hashed_v_idx; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE INDEX hashed_v_idx ON ONLY app.hashed USING btree (v);


--
-- Name: only_child; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE INDEX only_child ON app.events_2025_eu USING btree (region);


--
-- Name: summary_kind; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE UNIQUE INDEX summary_kind ON app.summary USING btree (kind);


--
-- Name: users_expression; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE INDEX users_expression ON app.users USING btree (app.slug(email) text_pattern_ops, ((id + 1)));
ALTER INDEX app.users_expression ALTER COLUMN 2 SET STATISTICS 50;


--
-- Name: users_lower; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE INDEX users_lower ON app.users USING btree (lower(email) DESC NULLS LAST, id) WHERE ((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]));


--
-- Name: INDEX users_lower; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON INDEX app.users_lower IS 'low';


--
-- Name: users_tags; Type: INDEX; Schema: app; Owner: neondb_owner
--

CREATE INDEX users_tags ON app.users USING gin (tags) WITH (fastupdate=off);


--
-- Name: events_2025_eu_pkey; Type: INDEX ATTACH; Schema: app; Owner: neondb_owner
--

ALTER INDEX app.events_2025_pkey ATTACH PARTITION app.events_2025_eu_pkey;


--
-- Name: events_2025_eu_size_idx; Type: INDEX ATTACH; Schema: app; Owner: neondb_owner
--

ALTER INDEX app.events_2025_size_idx ATTACH PARTITION app.events_2025_eu_size_idx;


--
-- Name: events_2025_pkey; Type: INDEX ATTACH; Schema: app; Owner: neondb_owner
--

ALTER INDEX app.events_pkey ATTACH PARTITION app.events_2025_pkey;


--
-- Name: events_2025_rest_pkey; Type: INDEX ATTACH; Schema: app; Owner: neondb_owner
--

ALTER INDEX app.events_2025_pkey ATTACH PARTITION app.events_2025_rest_pkey;


--
-- Name: events_2025_rest_size_idx; Type: INDEX ATTACH; Schema: app; Owner: neondb_owner
--

ALTER INDEX app.events_2025_size_idx ATTACH PARTITION app.events_2025_rest_size_idx;


--
-- Name: events_2025_size_idx; Type: INDEX ATTACH; Schema: app; Owner: neondb_owner
--

ALTER INDEX app.events_size ATTACH PARTITION app.events_2025_size_idx;


--
-- Name: users_more; Type: STATISTICS; Schema: app; Owner: neondb_owner
--

CREATE STATISTICS app.users_more ON (id + 1), lower(email) FROM app.users;


ALTER STATISTICS app.users_more OWNER TO neondb_owner;

--
-- Name: users_stats; Type: STATISTICS; Schema: app; Owner: neondb_owner
--

CREATE STATISTICS app.users_stats (ndistinct, mcv) ON id, email FROM app.users;
ALTER STATISTICS app.users_stats SET STATISTICS 20;


ALTER STATISTICS app.users_stats OWNER TO neondb_owner;

--
-- Name: STATISTICS users_stats; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON STATISTICS app.users_stats IS 'both';


--
-- Name: cyclic _RETURN; Type: RULE; Schema: app; Owner: neondb_owner
--

CREATE OR REPLACE VIEW app.cyclic AS
 SELECT 1 AS id,
    ( SELECT c."Name"
           FROM app.of_cyclic() c(id, "Name")
         LIMIT 1) AS "Name";


--
-- Name: grouped _RETURN; Type: RULE; Schema: app; Owner: neondb_owner
--

CREATE OR REPLACE VIEW app.grouped AS
 SELECT users.id,
    users.email
   FROM app.users
  GROUP BY users.id;


--
-- Name: users no_delete; Type: RULE; Schema: app; Owner: neondb_owner
--

CREATE RULE no_delete AS
    ON DELETE TO app.users
   WHERE (old.id = 1) DO INSTEAD NOTHING;


--
-- Name: RULE no_delete ON users; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON RULE no_delete ON app.users IS 'never';


--
-- Name: users off; Type: RULE; Schema: app; Owner: neondb_owner
--

CREATE RULE off AS
    ON UPDATE TO app.users DO  SELECT 1 AS "?column?";
ALTER TABLE app.users DISABLE RULE off;


--
-- Name: a_second to_users; Type: RULE; Schema: app; Owner: neondb_owner
--

CREATE RULE to_users AS
    ON INSERT TO app.a_second DO INSTEAD  INSERT INTO app.users (email, later)
  VALUES (new.email, 1)
  RETURNING users.id,
    users.email;


--
-- Name: users Later "x"; Type: TRIGGER; Schema: app; Owner: neondb_owner
--

CREATE TRIGGER "Later ""x""" AFTER INSERT ON app.users REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION app.touch();


--
-- Name: users checked; Type: TRIGGER; Schema: app; Owner: neondb_owner
--

CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON app.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch();

ALTER TABLE app.users ENABLE ALWAYS TRIGGER checked;


--
-- Name: events on_events; Type: TRIGGER; Schema: app; Owner: neondb_owner
--

CREATE TRIGGER on_events BEFORE INSERT ON app.events FOR EACH ROW EXECUTE FUNCTION app.touch();


--
-- Name: events_2025_eu on_events; Type: TRIGGER; Schema: app; Owner: neondb_owner
--


ALTER TABLE app.events_2025_eu DISABLE TRIGGER on_events;


--
-- Name: z_first on_view; Type: TRIGGER; Schema: app; Owner: neondb_owner
--

CREATE TRIGGER on_view INSTEAD OF INSERT ON app.z_first FOR EACH ROW EXECUTE FUNCTION app.touch();


--
-- Name: users touch; Type: TRIGGER; Schema: app; Owner: neondb_owner
--

CREATE TRIGGER touch BEFORE UPDATE OF email, kind ON app.users FOR EACH ROW WHEN ((old.email IS DISTINCT FROM new.email)) EXECUTE FUNCTION app.touch('an arg', 'it''s');

ALTER TABLE app.users DISABLE TRIGGER touch;


--
-- Name: TRIGGER touch ON users; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON TRIGGER touch ON app.users IS 'touches';


--
-- Name: bookings bookings_who_fkey; Type: FK CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.bookings
    ADD CONSTRAINT bookings_who_fkey FOREIGN KEY (who) REFERENCES app.users(id) ON UPDATE SET NULL ON DELETE CASCADE;


--
-- Name: circle_b circle_b_a_fkey; Type: FK CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.circle_b
    ADD CONSTRAINT circle_b_a_fkey FOREIGN KEY (a) REFERENCES app.circle_a(id) DEFERRABLE;


--
-- Name: events events_who_fkey; Type: FK CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE app.events
    ADD CONSTRAINT events_who_fkey FOREIGN KEY (who) REFERENCES app.users(id);


--
-- Name: circle_a to_b; Type: FK CONSTRAINT; Schema: app; Owner: neondb_owner
--

ALTER TABLE ONLY app.circle_a
    ADD CONSTRAINT to_b FOREIGN KEY (b) REFERENCES app.circle_b(id) MATCH FULL NOT VALID;


--
-- Name: users Readers only; Type: POLICY; Schema: app; Owner: neondb_owner
--

CREATE POLICY "Readers only" ON app.users AS RESTRICTIVE FOR SELECT TO reader, "Odd ""role""" USING ((EXISTS ( SELECT 1
   FROM app.circle_a)));


--
-- Name: users own_rows; Type: POLICY; Schema: app; Owner: neondb_owner
--

CREATE POLICY own_rows ON app.users USING ((email = CURRENT_USER)) WITH CHECK (((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])));


--
-- Name: POLICY own_rows ON users; Type: COMMENT; Schema: app; Owner: neondb_owner
--

COMMENT ON POLICY own_rows ON app.users IS 'own';


--
-- Name: users; Type: ROW SECURITY; Schema: app; Owner: neondb_owner
--

ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;

--
-- Name: of_events; Type: PUBLICATION; Schema: -; Owner: neondb_owner
--

CREATE PUBLICATION of_events WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);


ALTER PUBLICATION of_events OWNER TO neondb_owner;

--
-- Name: of_nothing; Type: PUBLICATION; Schema: -; Owner: neondb_owner
--

CREATE PUBLICATION of_nothing WITH (publish = 'insert, update, delete, truncate');


ALTER PUBLICATION of_nothing OWNER TO neondb_owner;

--
-- Name: PUBLICATION of_nothing; Type: COMMENT; Schema: -; Owner: neondb_owner
--

COMMENT ON PUBLICATION of_nothing IS 'nothing';


--
-- Name: of_users; Type: PUBLICATION; Schema: -; Owner: neondb_owner
--

CREATE PUBLICATION of_users WITH (publish = 'insert, update');


ALTER PUBLICATION of_users OWNER TO neondb_owner;

--
-- Name: of_users circle_a; Type: PUBLICATION TABLE; Schema: app; Owner: neondb_owner
--

ALTER PUBLICATION of_users ADD TABLE ONLY app.circle_a;


--
-- Name: of_events events; Type: PUBLICATION TABLE; Schema: app; Owner: neondb_owner
--

ALTER PUBLICATION of_events ADD TABLE ONLY app.events;


--
-- Name: of_users users; Type: PUBLICATION TABLE; Schema: app; Owner: neondb_owner
--

ALTER PUBLICATION of_users ADD TABLE ONLY app.users (id, email) WHERE ((id > 5));


--
-- Name: sub; Type: SUBSCRIPTION; Schema: -; Owner: neondb_owner
--

CREATE SUBSCRIPTION sub CONNECTION 'host=h user=u password=s3cr3t' PUBLICATION p WITH (connect = false, slot_name = 'sub');


ALTER SUBSCRIPTION sub OWNER TO neondb_owner;

--
-- Name: SCHEMA app; Type: ACL; Schema: -; Owner: neondb_owner
--

GRANT USAGE ON SCHEMA app TO reader;
GRANT USAGE ON SCHEMA app TO "Odd ""role""";
GRANT CREATE ON SCHEMA app TO "Odd ""role""" WITH GRANT OPTION;


--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner
--

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO reader;


--
-- Name: TYPE mood; Type: ACL; Schema: app; Owner: neondb_owner
--

REVOKE ALL ON TYPE app.mood FROM PUBLIC;
GRANT ALL ON TYPE app.mood TO reader;


--
-- Name: TYPE positive; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT ALL ON TYPE app.positive TO reader WITH GRANT OPTION;


--
-- Name: FUNCTION slug(t text); Type: ACL; Schema: app; Owner: neondb_owner
--

REVOKE ALL ON FUNCTION app.slug(t text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.slug(t text) TO reader;


--
-- Name: TABLE users; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.users TO reader;
GRANT INSERT ON TABLE app.users TO PUBLIC;


--
-- Name: COLUMN users.id; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT(id) ON TABLE app.users TO "Odd ""role""";


--
-- Name: COLUMN users.email; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT(email),UPDATE(email) ON TABLE app.users TO "Odd ""role""";


--
-- Name: TABLE counted; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.counted TO reader;


--
-- Name: PROCEDURE do_it(INOUT a integer, IN b text); Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT ALL ON PROCEDURE app.do_it(INOUT a integer, IN b text) TO reader;


--
-- Name: FUNCTION ev(); Type: ACL; Schema: app; Owner: neondb_owner
--

REVOKE ALL ON FUNCTION app.ev() FROM PUBLIC;


--
-- Name: TABLE cyclic; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.cyclic TO reader;


--
-- Name: TABLE z_first; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.z_first TO reader;


--
-- Name: TABLE a_second; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.a_second TO reader;


--
-- Name: TABLE summary; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.summary TO reader;


--
-- Name: TABLE a_summary; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.a_summary TO reader;


--
-- Name: TABLE animals; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.animals TO reader;


--
-- Name: TABLE booking_parts; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.booking_parts TO reader;


--
-- Name: TABLE bookings; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.bookings TO reader;


--
-- Name: TABLE cache; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT INSERT,REFERENCES,DELETE,TRIGGER,UPDATE ON TABLE app.cache TO reader;


--
-- Name: TABLE circle_a; Type: ACL; Schema: app; Owner: neondb_owner
--

REVOKE ALL ON TABLE app.circle_a FROM neondb_owner;
GRANT SELECT,INSERT,REFERENCES,TRIGGER,TRUNCATE,UPDATE ON TABLE app.circle_a TO neondb_owner;
GRANT SELECT ON TABLE app.circle_a TO reader;


--
-- Name: TABLE circle_b; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.circle_b TO reader;


--
-- Name: TABLE pets; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.pets TO reader;


--
-- Name: TABLE dogs; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.dogs TO reader;


--
-- Name: TABLE events; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.events TO reader;


--
-- Name: TABLE events_2025; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.events_2025 TO reader;


--
-- Name: TABLE events_2025_eu; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.events_2025_eu TO reader;


--
-- Name: TABLE events_2025_rest; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.events_2025_rest TO reader;


--
-- Name: TABLE events_default; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.events_default TO reader;


--
-- Name: TABLE far_away; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.far_away TO reader;


--
-- Name: TABLE grouped; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.grouped TO reader;


--
-- Name: TABLE hashed; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.hashed TO reader;


--
-- Name: TABLE hashed_0; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.hashed_0 TO reader;


--
-- Name: TABLE identified; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.identified TO reader;


--
-- Name: TABLE joined; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.joined TO reader;


--
-- Name: TABLE no_columns; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.no_columns TO reader;


--
-- Name: SEQUENCE numbers; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT USAGE ON SEQUENCE app.numbers TO reader;


--
-- Name: TABLE tree; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.tree TO reader;


--
-- Name: TABLE typed; Type: ACL; Schema: app; Owner: neondb_owner
--

GRANT SELECT ON TABLE app.typed TO reader;


--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: app; Owner: neondb_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE neondb_owner IN SCHEMA app GRANT SELECT ON TABLES  TO reader;


--
-- Name: DEFAULT PRIVILEGES FOR SEQUENCES; Type: DEFAULT ACL; Schema: -; Owner: neondb_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE neondb_owner GRANT USAGE ON SEQUENCES  TO "Odd ""role""" WITH GRANT OPTION;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: neondb_owner
--

ALTER DEFAULT PRIVILEGES FOR ROLE neondb_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;


--
-- Name: ev; Type: EVENT TRIGGER; Schema: -; Owner: neondb_owner
--

CREATE EVENT TRIGGER ev ON ddl_command_end
   EXECUTE FUNCTION app.ev();


ALTER EVENT TRIGGER ev OWNER TO neondb_owner;

--
-- PostgreSQL database dump complete
--

\unrestrict DIgycwHIe5ra9SqxWGvg2H291KR4xWJLgQoGkr0jVp8wYd9Xm7HLYEbrWvtdKHb

