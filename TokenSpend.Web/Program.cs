Console.WriteLine("TokenSpend");
