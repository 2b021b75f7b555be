insert into customer (name)
select 'Customer ' || n from generate_series(1, 500) n;

insert into orders (customer_id, total_cents)
select 1 + (n * 7919) % 500, 500 + (n::bigint * n) % 9500 from generate_series(1, 10000) n;
