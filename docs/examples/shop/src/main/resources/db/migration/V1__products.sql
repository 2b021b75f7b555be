create table product (
  id bigint generated always as identity primary key,
  name text not null,
  price numeric(10, 2) not null
);

insert into product (name, price) values ('Tea', 4.50), ('Cup', 12.00), ('Pot', 39.00);
